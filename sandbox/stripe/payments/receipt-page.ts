import { html } from '../pages/html.ts'
import { notice, type Page, page } from '../pages/layout.ts'
import { formatMoney } from '../pages/money.ts'
import type { World } from '../world/world.ts'

/** What `charge.receipt_url` leads to. */
export function receiptPage(world: World, chargeId: string): Page {
  const charge = world.charges.find(chargeId)
  if (!charge || charge.status !== 'succeeded')
    return notice(404, 'No such receipt', 'There is no receipt at this address.')
  const method = world.paymentMethods.find(charge.method)
  const date = new Date(charge.created * 1000)
  const content = html`<main class="frame single">
    <div class="sheet">
      <h1>Receipt from ${world.merchantName}</h1>
      <p class="amount">${formatMoney(charge.amount, charge.currency)}</p>
      <p>
        <time datetime="${date.toISOString()}"
          >${date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })}</time
        >
      </p>
      <ul class="lines">
        <li>
          <span>${charge.description ?? 'Payment'}</span><span>${formatMoney(charge.amount, charge.currency)}</span>
        </li>
        ${charge.amountRefunded > 0 && html`<li><span>Refunded</span><span>−${formatMoney(charge.amountRefunded, charge.currency)}</span></li>`}
        ${method && html`<li><span>Paid with</span><span>•••• ${method.number.slice(-4)}</span></li>`}
        <li>
          <span>Reference</span><span><code>${charge.id}</code></span>
        </li>
      </ul>
    </div>
  </main>`
  return page(200, 'Receipt \xB7 Sandbox', content)
}
