import { alert, allCountries, countryField, type Errors, field, type Values } from '../pages/fields.ts'
import { type Html, html } from '../pages/html.ts'
import { type Page, page } from '../pages/layout.ts'
import { formatMoney } from '../pages/money.ts'
import { testCardList } from '../pages/test-cards.ts'
import { required } from '../wire/refusal.ts'
import { sessionAddress, sessionTotal } from './objects.ts'
import { labels } from './read-payer.ts'
import type { PriceRecord, Recurrence } from '../products/record.ts'
import type { World } from '../world/world.ts'
import type { SessionRecord } from './record.ts'

type View = { values: Values; errors: Errors; reason: string | null; fixedEmail: string | null }

/** The payment page. Everything on it works without JavaScript. */
export function checkoutPage(world: World, session: SessionRecord, view: View, status = 200): Page {
  const deed = deedOf(world, session)
  const content = html`<main class="frame">
    <section aria-label="Summary">
      ${session.cancelUrl && html`<p><a href="${session.cancelUrl}">← Back to ${world.merchantName}</a></p>`}
      <h1>${headline(world, session)}</h1>
      ${session.mode !== 'setup' && html`<p class="amount">${totalText(world, session)}</p>`}
      ${session.mode === 'subscription' && html`<p class="soft">Renews until cancelled.</p>`}
      ${
        session.lines.length > 0 &&
        html`<ul class="lines">
          ${session.lines.map((line) => lineMarkup(world, line.price, line.quantity))}
        </ul>`
      }
    </section>
    <div class="sheet">
      <form method="post" action="${sessionAddress(world, session.id)}" novalidate>
        ${alert(view.reason, view.errors, labels)}
        ${field('email', 'Email', view.values, view.errors, { autocomplete: 'email', inputmode: 'email', readonly: view.fixedEmail !== null })}
        ${session.shippingCountries && shippingFields(session, view)}
        <h2>Payment</h2>
        ${methodFields(session, view)}
        ${field('name', 'Name on card', view.values, view.errors, { autocomplete: 'cc-name' })}
        ${billingFields(session, view)}
        ${session.customText.submit && html`<p class="soft">${session.customText.submit}</p>`}
        <button class="deed" type="submit">${deed}</button>
        ${session.customText.after_submit && html`<p class="soft">${session.customText.after_submit}</p>`}
        ${testCardList(session.methodTypes.includes('sepa_debit'))}
      </form>
    </div>
  </main>`
  return page(status, `${headline(world, session)} \xB7 Sandbox`, content)
}

/** What the button says: the deed and its price. */
function deedOf(world: World, session: SessionRecord): string {
  if (session.mode === 'setup') return 'Save card'
  if (session.mode === 'subscription') return `Subscribe \u2014 ${totalText(world, session)}`
  const verb = { auto: 'Pay', book: 'Book', donate: 'Donate', pay: 'Pay', subscribe: 'Subscribe' }[
    session.submitType ?? 'auto'
  ]
  return `${verb} ${totalText(world, session)}`
}

function headline(world: World, session: SessionRecord): string {
  if (session.mode === 'setup') return `Save a card with ${world.merchantName}`
  if (session.mode === 'subscription') return `Subscribe to ${world.merchantName}`
  return session.submitType === 'donate' ? `Donate to ${world.merchantName}` : `Pay ${world.merchantName}`
}

function totalText(world: World, session: SessionRecord): string {
  const currency = session.currency ?? 'gbp'
  const amount = formatMoney(sessionTotal(world, session), currency)
  const prices = session.lines.flatMap((line) => world.prices.find(line.price) ?? [])
  const every = prices.find((price) => price.recurring !== null)?.recurring
  if (session.mode !== 'subscription' || !every) return amount
  if (prices.every((price) => price.recurring !== null)) return `${amount} ${rhythm(every)}`
  const then = session.lines.reduce((total, line) => {
    const price = world.prices.find(line.price)
    return price?.recurring ? total + price.unitAmount * line.quantity : total
  }, 0)
  return `${amount} today, then ${formatMoney(then, currency)} ${rhythm(every)}`
}

export function rhythm(every: Recurrence): string {
  return every.count === 1 ? `a ${every.interval}` : `every ${every.count} ${every.interval}s`
}

function lineMarkup(world: World, priceId: string, quantity: number): Html {
  const price: PriceRecord = required(world.prices.find(priceId), 'price', priceId)
  const product = world.products.find(price.product)
  return html`<li>
    <span
      >${product?.name ?? 'Item'}${quantity > 1 && ` \xD7 ${quantity}`}${product?.description && html`<br /><span class="soft">${product.description}</span>`}</span
    ><span>${formatMoney(price.unitAmount * quantity, price.currency)}</span>
  </li>`
}

function methodFields(session: SessionRecord, view: View): Html {
  const debit = session.methodTypes.includes('sepa_debit')
  const chosen = view.values['method'] === 'sepa_debit' || !session.methodTypes.includes('card') ? 'sepa_debit' : 'card'
  const card = html`${field('number', 'Card number', view.values, view.errors, { autocomplete: 'cc-number', inputmode: 'numeric', placeholder: '1234 1234 1234 1234' })}
    <div class="pair">
      ${field('expiry', 'Expiry', view.values, view.errors, { autocomplete: 'cc-exp', inputmode: 'numeric', placeholder: 'MM / YY' })}
      ${field('cvc', 'CVC', view.values, view.errors, { autocomplete: 'cc-csc', inputmode: 'numeric', placeholder: '123' })}
    </div>`
  if (!debit) return card
  return html`<fieldset class="choice">
      <legend>Pay by</legend>
      ${session.methodTypes.includes('card') && html`<label><input type="radio" name="method" value="card" ${chosen === 'card' && html` checked`} /> Card</label>`}
      <label
        ><input type="radio" name="method" value="sepa_debit" ${chosen === 'sepa_debit' && html` checked`} /> SEPA
        Direct Debit</label
      >
    </fieldset>
    ${session.methodTypes.includes('card') && html`<div class="by-card">${card}</div>`}
    <div class="by-debit">
      ${field('iban', 'IBAN', view.values, view.errors, { autocomplete: 'off', placeholder: 'DE89 3704 0044 0532 0130 00' })}
    </div>`
}

function billingFields(session: SessionRecord, view: View): Html {
  const whole = session.billingAddress === 'required'
  return html`${whole && field('line1', 'Address', view.values, view.errors, { autocomplete: 'billing address-line1' })}
    ${whole && field('line2', 'Address, second line', view.values, view.errors, { autocomplete: 'billing address-line2' })}
    ${whole && field('city', 'Town or city', view.values, view.errors, { autocomplete: 'billing address-level2' })}
    <div class="pair">
      ${countryField('country', 'Country', view.values, view.errors, allCountries, 'billing country')}
      ${field('postal_code', 'Postcode', view.values, view.errors, { autocomplete: 'billing postal-code' })}
    </div>`
}

function shippingFields(session: SessionRecord, view: View): Html {
  const show = (name: string, autocomplete: string) =>
    field(name, labels[name] ?? name, view.values, view.errors, { autocomplete: `shipping ${autocomplete}` })
  return html`<h2>Delivery</h2>
    ${session.customText.shipping_address && html`<p class="soft">${session.customText.shipping_address}</p>`}
    ${show('shipping_name', 'name')} ${show('shipping_line1', 'address-line1')}
    ${show('shipping_line2', 'address-line2')}
    <div class="pair">${show('shipping_city', 'address-level2')} ${show('shipping_postal_code', 'postal-code')}</div>
    ${countryField('shipping_country', 'Delivery country', view.values, view.errors, session.shippingCountries ?? [], 'shipping country')}`
}
