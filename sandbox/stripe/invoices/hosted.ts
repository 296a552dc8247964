import { alert, type Errors, field, type Values } from '../pages/fields.ts'
import { html, type Html } from '../pages/html.ts'
import { notice, type Page, page, redirect } from '../pages/layout.ts'
import { formatMoney } from '../pages/money.ts'
import { filledIn, testCardList } from '../pages/test-cards.ts'
import { failAuthentication } from '../payments/attempt.ts'
import { attachMethod, createMethod, noBilling } from '../payments/methods.ts'
import { readMethod } from '../payments/typed-method.ts'
import { required } from '../wire/refusal.ts'
import { collectInvoice } from './collect.ts'
import type { Step } from '../checkout/hosted.ts'
import type { PaymentMethodRecord } from '../payments/record.ts'
import type { World } from '../world/world.ts'
import type { InvoiceRecord } from './record.ts'

type View = { values: Values; errors: Errors; reason: string | null }

/**
 * What `hosted_invoice_url` leads to: the invoice, and, while it is open, a way to pay it.
 * https://docs.stripe.com/invoicing/hosted-invoice-page
 */
export function showInvoice(world: World, id: string): Step {
  const invoice = world.invoices.find(id)
  if (!invoice || invoice.finalizedAt === null)
    return { page: notice(404, 'No such invoice', 'There is no invoice at this address.') }
  const intent = invoice.intent === null ? undefined : world.paymentIntents.find(invoice.intent)
  const waiting = invoice.status === 'open' && intent?.status === 'requires_action'
  return {
    page: waiting
      ? authenticationPage(world, invoice)
      : invoicePage(world, invoice, { values: {}, errors: {}, reason: null }),
  }
}

export function submitInvoice(world: World, id: string, typed: Values): Step {
  const invoice = world.invoices.find(id)
  if (!invoice || invoice.status !== 'open') return showInvoice(world, id)
  const view: View = { values: typed, errors: {}, reason: null }
  if (typed['answer'] !== undefined) return answerAuthentication(world, invoice, typed['answer'] === 'complete')
  if (typed['fill'] !== undefined)
    return { page: invoicePage(world, invoice, { ...view, values: { ...typed, ...filledIn(typed['fill']) } }) }
  const read = readMethod({ ...typed, method: 'card' }, new Date(world.clock.now(invoice.clock) * 1000))
  if ('errors' in read) return { page: invoicePage(world, invoice, { ...view, errors: read.errors }, 422) }
  const customer = required(world.customers.find(invoice.customer), 'customer', invoice.customer)
  const method = createMethod(world, {
    ...read.details,
    billing: { ...noBilling, name: customer.name, email: customer.email },
    clock: invoice.clock,
  })
  return afterAttempt(
    world,
    invoice,
    method,
    collectInvoice(world, invoice, { presence: 'present', byHand: true, method }),
    view,
  )
}

function answerAuthentication(world: World, invoice: InvoiceRecord, confirmed: boolean): Step {
  const intent = invoice.intent === null ? undefined : world.paymentIntents.find(invoice.intent)
  const method = intent?.method ? world.paymentMethods.find(intent.method) : undefined
  if (!intent || !method || intent.status !== 'requires_action') return { page: redirect(address(world, invoice)) }
  const view: View = { values: {}, errors: {}, reason: null }
  if (confirmed)
    return afterAttempt(
      world,
      invoice,
      method,
      collectInvoice(world, invoice, { presence: 'authenticated', byHand: true, method }),
      view,
    )
  const failed = failAuthentication(world, intent)
  return { page: invoicePage(world, invoice, { ...view, reason: failed.failure?.message ?? null }, 402) }
}

/** A card that paid an overdue invoice is what the subscription goes on with. */
function afterAttempt(
  world: World,
  invoice: InvoiceRecord,
  method: PaymentMethodRecord,
  after: InvoiceRecord,
  view: View,
): Step {
  if (after.status === 'paid') {
    const customer = required(world.customers.find(invoice.customer), 'customer', invoice.customer)
    const saved = attachMethod(world, method, customer)
    const subscription = invoice.subscription === null ? undefined : world.subscriptions.find(invoice.subscription)
    if (subscription) world.subscriptions.put({ ...subscription, defaultPaymentMethod: saved.id })
    return { page: redirect(address(world, invoice)), completed: true }
  }
  const intent = after.intent === null ? undefined : world.paymentIntents.find(after.intent)
  if (intent?.status === 'requires_action') return { page: redirect(address(world, invoice)) }
  return {
    page: invoicePage(world, after, { ...view, reason: intent?.failure?.message ?? 'The payment failed.' }, 402),
  }
}

function invoicePage(world: World, invoice: InvoiceRecord, view: View, status = 200): Page {
  const content = html`<main class="frame single">
    <div class="sheet">
      <h1>Invoice ${invoice.number ?? ''} from ${world.merchantName}</h1>
      <p class="amount">${formatMoney(invoice.total, invoice.currency)}</p>
      <p>${said(invoice)}</p>
      <ul class="lines">
        ${invoice.lines.map((line) => html`<li><span>${line.description}</span><span>${formatMoney(line.amount, invoice.currency)}</span></li>`)}
      </ul>
      ${invoice.status === 'open' && paymentForm(world, invoice, view)}
    </div>
  </main>`
  return page(status, `Invoice ${invoice.number ?? ''} \xB7 Sandbox`, content)
}

function paymentForm(world: World, invoice: InvoiceRecord, view: View): Html {
  return html`<h2>Pay this invoice</h2>
    <form method="post" action="${address(world, invoice)}" novalidate>
      ${alert(view.reason, view.errors, { number: 'Card number', expiry: 'Expiry', cvc: 'CVC' })}
      ${field('number', 'Card number', view.values, view.errors, { autocomplete: 'cc-number', inputmode: 'numeric', placeholder: '1234 1234 1234 1234' })}
      <div class="pair">
        ${field('expiry', 'Expiry', view.values, view.errors, { autocomplete: 'cc-exp', inputmode: 'numeric', placeholder: 'MM / YY' })}
        ${field('cvc', 'CVC', view.values, view.errors, { autocomplete: 'cc-csc', inputmode: 'numeric', placeholder: '123' })}
      </div>
      <button class="deed" type="submit">Pay ${formatMoney(invoice.total, invoice.currency)}</button>
      ${testCardList(false)}
    </form>`
}

function authenticationPage(world: World, invoice: InvoiceRecord): Page {
  const content = html`<main class="frame single">
    <div class="sheet">
      <h1>3-D Secure</h1>
      <p>
        A payment of ${formatMoney(invoice.total, invoice.currency)} to ${world.merchantName} needs your confirmation.
        Here you choose the bank's answer.
      </p>
      <form method="post" action="${address(world, invoice)}">
        <div class="actions">
          <button class="deed" type="submit" name="answer" value="complete">Complete authentication</button>
          <button type="submit" name="answer" value="fail">Fail authentication</button>
        </div>
      </form>
    </div>
  </main>`
  return page(200, '3-D Secure \xB7 Sandbox', content)
}

function said(invoice: InvoiceRecord): string {
  const words = {
    draft: 'This invoice is not final yet.',
    open: 'This invoice is waiting to be paid.',
    paid: 'Paid.',
    void: 'This invoice was withdrawn.',
    uncollectible: 'This invoice is no longer being collected.',
  }
  return words[invoice.status]
}

function address(world: World, invoice: InvoiceRecord): string {
  return `${world.publicOrigin}/i/${invoice.id}`
}
