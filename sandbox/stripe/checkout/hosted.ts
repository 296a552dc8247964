import { html } from '../pages/html.ts'
import { notice, type Page, page, redirect } from '../pages/layout.ts'
import { formatMoney } from '../pages/money.ts'
import { filledIn } from '../pages/test-cards.ts'
import { createMethod } from '../payments/methods.ts'
import { sessionAddress, sessionTotal } from './objects.ts'
import { checkoutPage } from './page.ts'
import { continueAfterAuthentication, type Outcome, paySession, waitingIntent } from './pay.ts'
import { readPayer } from './read-payer.ts'
import type { World } from '../world/world.ts'
import type { SessionRecord } from './record.ts'

type Typed = Readonly<Record<string, string>>

/** What a hosted page did: what to show, and whether it completed something that the payer's browser should not overtake. */
export type Step = { page: Page; completed?: boolean }

export function showCheckout(world: World, id: string): Step {
  const session = world.sessions.find(id)
  if (!session)
    return {
      page: notice(404, 'No such payment page', 'This address does not belong to a Checkout session of this sandbox.'),
    }
  return {
    page:
      closedPage(world, session) ??
      checkoutPage(world, session, {
        values: known(world, session),
        errors: {},
        reason: null,
        fixedEmail: fixedEmail(world, session),
      }),
  }
}

export function submitCheckout(world: World, id: string, typed: Typed): Step {
  const session = world.sessions.find(id)
  if (!session) return showCheckout(world, id)
  // A second click on the button finds the work done, and is sent where the first one was.
  if (session.status === 'complete') return { page: redirect(successUrl(session)) }
  if (session.status === 'expired') return showCheckout(world, id)
  const email = fixedEmail(world, session)
  const values = { ...known(world, session), ...typed, ...(email === null ? {} : { email }) }
  const view = { values, errors: {}, reason: null, fixedEmail: email }
  if (typed['fill'] !== undefined)
    return {
      page: checkoutPage(world, session, {
        ...view,
        values: { name: 'A. Reader', ...nonEmpty(values), ...filledIn(typed['fill']) },
      }),
    }
  const read = readPayer(session, email, values, new Date(world.clock.now(session.clock) * 1000))
  if ('errors' in read) return { page: checkoutPage(world, session, { ...view, errors: read.errors }, 422) }
  const { payer } = read
  const billing = { name: payer.name, email: payer.email, phone: null, address: payer.address }
  const method = createMethod(world, { ...read.method, billing, clock: session.clock })
  return afterOutcome(world, session, paySession(world, session, payer, method), values)
}

export function showAuthentication(world: World, id: string): Step {
  const session = world.sessions.find(id)
  if (!session || session.status !== 'open' || !waitingIntent(world, session))
    return { page: redirect(sessionAddress(world, id)) }
  const amount =
    session.mode === 'setup'
      ? 'Saving this card'
      : `A payment of ${formatMoney(sessionTotal(world, session), session.currency ?? 'gbp')}`
  const content = html`<main class="frame single">
    <div class="sheet">
      <h1>3-D Secure</h1>
      <p>
        ${amount} to ${world.merchantName} needs your confirmation. At a real bank you would now be asked for a code or
        a fingerprint; here you choose the answer.
      </p>
      <form method="post">
        <div class="actions">
          <button class="deed" type="submit" name="answer" value="complete">Complete authentication</button>
          <button type="submit" name="answer" value="fail">Fail authentication</button>
        </div>
      </form>
    </div>
  </main>`
  return { page: page(200, '3-D Secure \xB7 Sandbox', content) }
}

export function answerAuthentication(world: World, id: string, typed: Typed): Step {
  const session = world.sessions.find(id)
  if (!session || session.status !== 'open')
    return session ? { page: redirect(successUrl(session)) } : showCheckout(world, id)
  return afterOutcome(
    world,
    session,
    continueAfterAuthentication(world, session, typed['answer'] === 'complete'),
    known(world, session),
  )
}

function afterOutcome(world: World, session: SessionRecord, outcome: Outcome, values: Typed): Step {
  if (outcome.kind === 'done') return { page: redirect(successUrl(outcome.session)), completed: true }
  if (outcome.kind === 'authenticate') return { page: redirect(`${sessionAddress(world, session.id)}/authenticate`) }
  const current = world.sessions.find(session.id) ?? session
  return {
    page: checkoutPage(
      world,
      current,
      {
        values,
        errors: {},
        reason: `${outcome.message} You have not been charged.`,
        fixedEmail: fixedEmail(world, current),
      },
      402,
    ),
  }
}

/** An address that is known cannot be changed here. https://docs.stripe.com/api/checkout/sessions/create */
function fixedEmail(world: World, session: SessionRecord): string | null {
  const customer = session.customer === null ? undefined : world.customers.find(session.customer)
  return customer?.email ?? session.customerEmail
}

function known(world: World, session: SessionRecord): Record<string, string> {
  const customer = session.customer === null ? undefined : world.customers.find(session.customer)
  const { payer } = session
  return {
    email: payer?.email ?? fixedEmail(world, session) ?? '',
    name: payer?.name ?? customer?.name ?? '',
    country: payer?.address.country ?? customer?.address?.country ?? 'GB',
    postal_code: payer?.address.postal_code ?? customer?.address?.postal_code ?? '',
    shipping_country: payer?.shipping?.address.country ?? session.shippingCountries?.[0] ?? '',
  }
}

function closedPage(world: World, session: SessionRecord): Page | undefined {
  if (session.status === 'complete') {
    return notice(200, 'All done', 'This payment page has been completed.', {
      href: successUrl(session),
      label: `Continue to ${world.merchantName}`,
    })
  }

  if (session.status === 'expired') {
    const back =
      session.cancelUrl === null ? undefined : { href: session.cancelUrl, label: `Back to ${world.merchantName}` }
    return notice(410, 'This page has expired', 'You have not been charged. Please go back and start again.', back)
  }
  return undefined
}

/** https://docs.stripe.com/payments/checkout/custom-success-page */
function successUrl(session: SessionRecord): string {
  return session.successUrl.replaceAll('{CHECKOUT_SESSION_ID}', session.id)
}

function nonEmpty(values: Typed): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}
