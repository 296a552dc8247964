import { accountFacts, type AccountFacts } from '#lib/donations/account-facts.ts'
import type { Context } from '#lib/context.ts'
import { fail, inWords, judgeClock, ok, warn, type Finding } from './model.ts'

/** The key, the account, the webhooks and whether they arrive. */
export async function lookAtStripe(ctx: Context): Promise<Finding[]> {
  let facts
  try {
    facts = await accountFacts(ctx)
  } catch (reason) {
    const says = `Stripe does not answer to this key: ${reason instanceof Error ? reason.message : String(reason)}`
    return [
      fail(
        'stripe',
        says,
        'Check STRIPE_SECRET_KEY in Stripe’s dashboard (Developers, API keys), and whether this machine may reach api.stripe.com.',
      ),
    ]
  }
  const whose = facts.account === null ? 'the key works' : `the key is of ${facts.account.name} (${facts.account.id})`
  return [
    facts.isLive
      ? ok('stripe', whose)
      : warn(
          'stripe',
          `${whose}, in test mode: no money moves`,
          'Before opening, set the live key as STRIPE_SECRET_KEY and run npm run stripe:setup -- --live.',
        ),
    judgeEndpoint(facts),
    judgeDelivery(facts, ctx.now),
    judgeClock('Stripe', facts.aheadMs),
  ]
}

function judgeEndpoint({ endpoint }: AccountFacts): Finding {
  const setUp = 'npm run stripe:setup puts it right.'
  if (endpoint === null) return fail('stripe', 'Stripe has no webhook endpoint with the address of PUBLIC_URL', setUp)
  if (!endpoint.isEnabled) return fail('stripe', 'the webhook endpoint is switched off at Stripe', setUp)
  if (endpoint.missing.length > 0)
    return fail('stripe', `the webhook endpoint is not told of ${endpoint.missing.join(', ')}`, setUp)
  if (endpoint.needless.length > 0)
    return warn('stripe', `the webhook endpoint is told of more than is used: ${endpoint.needless.join(', ')}`, setUp)
  return ok('stripe', 'the webhook endpoint is there, with the events that are used')
}

function judgeDelivery({ unheard, lastHeard }: AccountFacts, now: Date): Finding {
  const heard =
    lastHeard === null
      ? 'no event of Stripe’s has come yet'
      : `an event of Stripe’s came ${inWords(now.getTime() - lastHeard.getTime())} ago`
  return unheard.length === 0
    ? ok('stripe', heard)
    : fail(
        'stripe',
        `${heard}, and ${unheard.length} that happened since or before never came (${unheard.slice(0, 3).join(', ')})`,
        'See in Stripe’s dashboard (Developers, Webhooks) what our endpoint answered: a wrong STRIPE_WEBHOOK_SECRET answers 400; then npm run reconcile.',
      )
}
