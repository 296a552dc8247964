import Stripe from 'stripe'
import { z } from 'zod'
import type { Config } from '#lib/config.ts'
import { eventsWanted } from './internal/apply-event.ts'
import { products } from './internal/catalogue.ts'
import { isLive, isMissing, stripe } from './internal/stripe.ts'
import { portalSettings } from './internal/stripe-gifts.ts'

type Known = { config: Pick<Config, 'publicUrl' | 'stripe'> }

/** One thing at Stripe, as it is to be. */
export interface SetupStep {
  thing: string
  does: 'make' | 'change' | 'leave'
  /** What is made, what about it changes, or what it is. */
  how: string
  /** Does nothing that is done already. @returns the signing secret, from making an endpoint for webhooks */
  run(): Promise<string | undefined>
}

export interface SetupPlan {
  /** Whose key it is; null when the key may not say (a restricted one). */
  account: { id: string; name: string } | null
  isLive: boolean
  steps: SetupStep[]
  /** What this command does not change, and somebody should know. */
  remarks: string[]
}

const ours = { app: 'standfirst' }

/**
 * What an account at Stripe needs for this magazine, compared with what is there: products under ids of ours, the endpoint for
 * webhooks with exactly the events that are acted on, the portal's settings. Nothing is ever deleted, nor named anew. Prices are
 * not among it: the donor says how much, so every payment brings its own (price_data).
 * @throws what Stripe throws while it is asked
 */
export async function planSetup(ctx: Known): Promise<SetupPlan> {
  const endpoint = await planEndpoint(ctx)
  return {
    account: await accountOf(ctx),
    isLive: isLive(ctx),
    steps: [
      ...(await Promise.all(products.map((product) => planProduct(ctx, product)))),
      endpoint.step,
      await planPortal(ctx),
    ],
    remarks: endpoint.remarks,
  }
}

const accountSchema = z.object({
  id: z.string(),
  settings: z.object({ dashboard: z.object({ display_name: z.string().nullish() }) }).nullish(),
})

export async function accountOf(ctx: Known): Promise<SetupPlan['account']> {
  try {
    const { id, settings } = accountSchema.parse(await stripe(ctx).accounts.retrieveCurrent())
    return { id, name: settings?.dashboard.display_name ?? id }
  } catch (fault) {
    if (fault instanceof Stripe.errors.StripePermissionError) return null
    throw fault
  }
}

async function planProduct(ctx: Known, product: (typeof products)[number]): Promise<SetupStep> {
  const shelf = stripe(ctx).products
  const thing = `product ${product.id}`
  const found = await shelf.retrieve(product.id).catch((fault: unknown) => {
    if (isMissing(fault)) return null
    throw fault
  })
  if (found === null) {
    const run = () => nothingTold(shelf.create({ ...product, metadata: ours }))
    return { thing, does: 'make', how: `“${product.name}”`, run }
  }
  const wrong = [
    ...(found.active ? [] : ['it is archived: bring it back']),
    ...(found.metadata.app === ours.app ? [] : ['mark it as ours (metadata.app)']),
  ]
  if (wrong.length === 0) return left(thing, `“${found.name}”`)
  const run = () => nothingTold(shelf.update(product.id, { active: true, metadata: ours }))
  return { thing, does: 'change', how: wrong.join('; '), run }
}

/** The endpoint of this magazine, whoever made it: by its address. Of several the first that is enabled. */
export async function findEndpoint(ctx: Known): Promise<Stripe.WebhookEndpoint | null> {
  const url = endpointUrl(ctx)
  const found: Stripe.WebhookEndpoint[] = []
  for await (const endpoint of stripe(ctx).webhookEndpoints.list({ limit: 100 }))
    if (endpoint.url === url) found.push(endpoint)
  return found.find(({ status }) => status === 'enabled') ?? found[0] ?? null
}

function endpointUrl({ config }: Known): string {
  return `${config.publicUrl}/api/stripe/webhook`
}

/** Which of the events that are acted on an endpoint is not told of, and which others it is. */
export function eventsAmiss({ enabled_events: enabled }: Pick<Stripe.WebhookEndpoint, 'enabled_events'>): {
  missing: string[]
  needless: string[]
} {
  const all = enabled.includes('*')
  return {
    missing: all ? [] : eventsWanted.filter((type) => !enabled.includes(type)),
    needless: enabled.filter((type) => !eventsWanted.includes(type)),
  }
}

async function planEndpoint(ctx: Known): Promise<{ step: SetupStep; remarks: string[] }> {
  const url = endpointUrl(ctx)
  const thing = `webhooks to ${url}`
  const { webhookEndpoints } = stripe(ctx)
  const enabled_events = eventsWanted.filter(isEventOfEndpoints)
  const found = await findEndpoint(ctx)
  if (found === null) {
    const run = async () => {
      const made = await webhookEndpoints.create({
        url,
        enabled_events,
        api_version: Stripe.API_VERSION,
        description: 'Standfirst',
        metadata: ours,
      })
      return made.secret
    }
    return { step: { thing, does: 'make', how: `${enabled_events.length} kinds of event`, run }, remarks: [] }
  }
  const { missing, needless } = eventsAmiss(found)
  const wrong = [
    ...(found.status === 'enabled' ? [] : ['it is switched off: switch it on']),
    ...(missing.length > 0 ? [`tell it also of ${missing.join(', ')}`] : []),
    ...(needless.length > 0 ? [`no longer of ${needless.join(', ')}`] : []),
  ]
  const remarks =
    ctx.config.stripe.webhookSecrets.length > 0
      ? []
      : [
          'STRIPE_WEBHOOK_SECRET is not set: the endpoint is there already, so its secret is shown only in Stripe’s dashboard (Developers, Webhooks).',
        ]
  if (wrong.length === 0) return { step: left(thing, `${enabled_events.length} kinds of event`), remarks }
  const run = () => nothingTold(webhookEndpoints.update(found.id, { enabled_events, disabled: false }))
  return { step: { thing, does: 'change', how: wrong.join('; '), run }, remarks }
}

type EventOfEndpoints = Stripe.WebhookEndpointCreateParams.EnabledEvent

/** `applyEvent` is typed by the names of events that Stripe's package knows; an endpoint may be told of each of those. */
function isEventOfEndpoints(type: string): type is EventOfEndpoints {
  return eventsWanted.includes(type)
}

async function planPortal(ctx: Known): Promise<SetupStep> {
  const { configurations } = stripe(ctx).billingPortal
  const thing = 'settings of the customer portal'
  const purpose = 'changing the card, and nothing else'
  for await (const { id, metadata, features } of configurations.list({ active: true, limit: 100 })) {
    if (metadata?.app !== ours.app) continue
    const others = {
      customer_update: { enabled: false },
      invoice_history: { enabled: false },
      subscription_cancel: { enabled: false },
    }
    const more =
      features.customer_update.enabled || features.invoice_history.enabled || features.subscription_cancel.enabled
    if (features.payment_method_update.enabled && !more) return left(thing, purpose)
    const run = () => nothingTold(configurations.update(id, { features: { ...others, ...portalSettings.features } }))
    return { thing, does: 'change', how: `for ${purpose}`, run }
  }
  const run = () => nothingTold(configurations.create(portalSettings))
  return { thing, does: 'make', how: `for ${purpose}`, run }
}

function left(thing: string, how: string): SetupStep {
  return { thing, does: 'leave', how, run: () => Promise.resolve(undefined) }
}

async function nothingTold(work: Promise<unknown>): Promise<undefined> {
  await work
}
