import { rhythm } from '../checkout/page.ts'
import type { CustomerRecord } from '../customers/record.ts'
import { alert, type Errors, field, type Values } from '../pages/fields.ts'
import { type Html, html } from '../pages/html.ts'
import { type Page, page } from '../pages/layout.ts'
import { formatMoney } from '../pages/money.ts'
import { testCardList } from '../pages/test-cards.ts'
import type { SubscriptionRecord } from '../subscriptions/record.ts'
import { isOver } from '../subscriptions/save.ts'
import type { World } from '../world/world.ts'
import type { PortalConfigurationRecord, PortalSessionRecord } from './record.ts'

export type Visit = {
  session: PortalSessionRecord
  customer: CustomerRecord
  configuration: PortalConfigurationRecord
  /** Where the portal's own pages lie. */
  address: string
  merchant: string
}

type View = { values: Values; errors: Errors; reason: string | null }

export function homePage(world: World, visit: Visit): Page {
  const { configuration, customer } = visit
  const subscriptions = world.subscriptions
    .all({ customer: customer.id })
    .filter((subscription) => !isOver(subscription))
  const invoices = world.invoices.page({
    where: { customer: customer.id, status: { not: 'draft' } },
    limit: 24,
  }).records
  return frame(
    visit,
    'Billing',
    html`<h1>${configuration.headline ?? `Billing at ${visit.merchant}`}</h1>
      <p class="soft">${customer.email ?? ''}</p>
      <h2>Subscriptions</h2>
      ${subscriptions.length === 0 && html`<p>You have no subscription.</p>`}
      ${subscriptions.map((subscription) => subscriptionMarkup(world, visit, subscription))}
      ${
        configuration.paymentMethodUpdate &&
        html`<h2>Payment method</h2>
          <p>${cardText(world, customer)}</p>
          <p><a class="button" href="${visit.address}/card">Update payment method</a></p>`
      }
      ${configuration.customerUpdate && html`<p><a class="button" href="${visit.address}/details">Update details</a></p>`}
      ${
        configuration.invoiceHistory &&
        html`<h2>Invoices</h2>
          <ul class="lines">
            ${invoices.map(
              (invoice) =>
                html`<li>
                  <span
                    ><a href="${world.publicOrigin}/i/${invoice.id}">${invoice.number ?? invoice.id}</a>
                    <span class="soft">${date(invoice.created)}, ${invoice.status}</span></span
                  >
                  <span>${formatMoney(invoice.total, invoice.currency)}</span>
                </li>`,
            )}
          </ul>`
      }`,
  )
}

export function cardPage(visit: Visit, view: View, status = 200): Page {
  return frame(
    visit,
    'Update payment method',
    html`<h1>Update payment method</h1>
      <form method="post" action="${visit.address}/card" novalidate>
        ${alert(view.reason, view.errors, { number: 'Card number', expiry: 'Expiry', cvc: 'CVC' })}
        ${field('number', 'Card number', view.values, view.errors, { autocomplete: 'cc-number', inputmode: 'numeric', placeholder: '1234 1234 1234 1234' })}
        <div class="pair">
          ${field('expiry', 'Expiry', view.values, view.errors, { autocomplete: 'cc-exp', inputmode: 'numeric', placeholder: 'MM / YY' })}
          ${field('cvc', 'CVC', view.values, view.errors, { autocomplete: 'cc-csc', inputmode: 'numeric', placeholder: '123' })}
        </div>
        <button class="deed" type="submit">Save card</button>
        ${testCardList(false)}
      </form>`,
    status,
  )
}

export function detailsPage(visit: Visit, view: View, status = 200): Page {
  const values = { email: visit.customer.email ?? '', name: visit.customer.name ?? '', ...view.values }
  return frame(
    visit,
    'Update details',
    html`<h1>Update details</h1>
      <form method="post" action="${visit.address}/details" novalidate>
        ${alert(view.reason, view.errors, { email: 'Email' })}
        ${field('email', 'Email', values, view.errors, { autocomplete: 'email', inputmode: 'email' })}
        ${field('name', 'Name', values, view.errors, { autocomplete: 'name' })}
        <button class="deed" type="submit">Save</button>
      </form>`,
    status,
  )
}

const FEEDBACK: readonly [string, string][] = [
  ['', 'I would rather not say'],
  ['too_expensive', 'It is too expensive'],
  ['missing_features', 'I miss something'],
  ['switched_service', 'I found something else'],
  ['unused', 'I do not use it enough'],
  ['customer_service', 'I was not served well'],
  ['low_quality', 'It was less good than I expected'],
  ['too_complex', 'It is too complicated'],
  ['other', 'Another reason'],
]

export function cancelPage(world: World, visit: Visit, subscription: SubscriptionRecord): Page {
  const end =
    visit.configuration.cancelMode === 'immediately'
      ? 'It ends at once.'
      : html`You keep it until ${date(subscription.periodEnd)}, and will not be charged again.`
  return frame(
    visit,
    'Cancel subscription',
    html`<h1>Cancel subscription</h1>
      <p>${summary(world, subscription)}. ${end}</p>
      <form method="post" action="${visit.address}/cancel/${subscription.id}">
        ${
          visit.configuration.cancelReasons &&
          html`<div class="field">
              <label for="feedback">Why are you leaving?</label>
              <select id="feedback" name="feedback">
                ${FEEDBACK.map(([value, label]) => html`<option value="${value}">${label}</option>`)}
              </select>
            </div>
            <div class="field">
              <label for="comment">Anything you would like to add</label>
              <textarea id="comment" name="comment" rows="3"></textarea>
            </div>`
        }
        <div class="actions">
          <button class="deed" type="submit">Cancel subscription</button>
          <a class="button" href="${visit.address}/home">Keep it</a>
        </div>
      </form>`,
  )
}

function frame(visit: Visit, title: string, content: Html, status = 200): Page {
  const { returnUrl } = visit.session
  const back = returnUrl && html`<p><a href="${returnUrl}">← Return to ${visit.merchant}</a></p>`
  return page(
    status,
    `${title} · Sandbox`,
    html`<main class="frame single">
      ${back}
      <div class="sheet">${content}</div>
    </main>`,
  )
}

function subscriptionMarkup(world: World, visit: Visit, subscription: SubscriptionRecord): Html {
  const ending = subscription.cancelAt !== null
  return html`<p>
      ${summary(world, subscription)}<br />
      <span class="soft">${statusText(subscription)} ${date(subscription.cancelAt ?? subscription.periodEnd)}</span>
    </p>
    ${
      visit.configuration.cancel &&
      (ending
        ? html`<form method="post" action="${visit.address}/resume/${subscription.id}">
            <p><button type="submit">Keep subscription</button></p>
          </form>`
        : html`<p><a class="button" href="${visit.address}/cancel/${subscription.id}">Cancel subscription</a></p>`)
    }`
}

function statusText(subscription: SubscriptionRecord): string {
  if (subscription.cancelAt !== null) return 'Ends on'
  if (subscription.status === 'past_due' || subscription.status === 'unpaid') return 'Payment overdue; next period from'
  return 'Renews on'
}

function summary(world: World, subscription: SubscriptionRecord): string {
  return subscription.items
    .map((item) => {
      const price = world.prices.find(item.price)
      const product = price ? world.products.find(price.product) : undefined
      if (!price?.recurring) return 'Subscription'
      return `${product?.name ?? 'Subscription'}, ${formatMoney(price.unitAmount * item.quantity, price.currency)} ${rhythm(price.recurring)}`
    })
    .join('; ')
}

function cardText(world: World, customer: CustomerRecord): string {
  const subscription = world.subscriptions.newest({ customer: customer.id })
  const id = subscription?.defaultPaymentMethod ?? customer.defaultPaymentMethod
  const method = id ? world.paymentMethods.find(id) : undefined
  if (!method) return 'No payment method is saved.'
  return method.type === 'card'
    ? `Card ending in ${method.number.slice(-4)}`
    : `Account ending in ${method.number.slice(-4)}`
}

function date(seconds: number): Html {
  const moment = new Date(seconds * 1000)
  return html`<time datetime="${moment.toISOString()}"
    >${moment.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })}</time
  >`
}
