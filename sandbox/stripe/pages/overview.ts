import { rhythm } from '../checkout/page.ts'
import type { World } from '../world/world.ts'
import { html, type Html } from './html.ts'
import { type Page, page } from './layout.ts'
import { formatMoney } from './money.ts'

const LENGTHS: readonly [string, number][] = [
  ['One day', 86_400],
  ['One week', 604_800],
  ['40 days', 3_456_000],
]

/** The sandbox's own front page: what has happened here, and a way to let time pass. Stripe's is the Dashboard. */
export function overviewPage(world: World): Page {
  return page(
    200,
    'Stripe sandbox',
    html`<main class="frame single">
      <div class="sheet">
        <h1>Stripe sandbox of ${world.merchantName}</h1>
        <p>Here it is ${time(world.clock.now())}.</p>
        <form method="post" action="${world.publicOrigin}/">
          <p class="soft">Let time pass: renewals, retries and expiries happen, and their webhooks go out.</p>
          <div class="actions">
            ${LENGTHS.map(([label, seconds]) => html`<button type="submit" name="seconds" value="${seconds}">${label}</button>`)}
          </div>
        </form>
        <h2>Subscriptions</h2>
        ${lines(world.subscriptions.page({ where: {}, limit: 10 }).records.map((subscription) => subscriptionLine(world, subscription)))}
        <h2>Payments</h2>
        ${lines(world.charges.page({ where: {}, limit: 10 }).records.map((charge) => chargeLine(world, charge)))}
        <h2>Events</h2>
        ${lines(world.events.page({ where: {}, limit: 20 }).records.map((event) => html`<span>${event.type}</span><span class="soft">${time(event.created)}</span>`))}
      </div>
    </main>`,
  )
}

type Subscription = ReturnType<World['subscriptions']['all']>[number]
type Charge = ReturnType<World['charges']['all']>[number]

function subscriptionLine(world: World, subscription: Subscription): Html {
  const [item] = subscription.items
  const price = item ? world.prices.find(item.price) : undefined
  const amount = price?.recurring ? `${formatMoney(price.unitAmount, price.currency)} ${rhythm(price.recurring)}` : ''
  const ends = subscription.status === 'active' && subscription.cancelAt !== null ? ', ending' : ''
  return html`<span
      >${nameOf(world, subscription.customer)}<br /><span class="soft">${subscription.status}${ends}</span></span
    ><span>${amount}</span>`
}

function chargeLine(world: World, charge: Charge): Html {
  const amount = formatMoney(charge.amount, charge.currency)
  const shown =
    charge.status === 'succeeded' ? html`<a href="${world.publicOrigin}/receipts/${charge.id}">${amount}</a>` : amount
  const said = charge.disputed ? 'disputed' : charge.amountRefunded > 0 ? 'refunded' : charge.status
  return html`<span>${nameOf(world, charge.customer)}<br /><span class="soft">${said}</span></span
    ><span>${shown}</span>`
}

function nameOf(world: World, customer: string | null): string {
  const found = customer === null ? undefined : world.customers.find(customer)
  return found?.name ?? found?.email ?? 'Somebody'
}

function lines(all: Html[]): Html {
  if (all.length === 0) return html`<p class="soft">Nothing yet.</p>`
  return html`<ul class="lines">
    ${all.map((line) => html`<li>${line}</li>`)}
  </ul>`
}

function time(seconds: number): Html {
  const moment = new Date(seconds * 1000)
  const shown = moment.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  return html`<time datetime="${moment.toISOString()}">${shown} UTC</time>`
}
