import { testAccounts, testCards } from '../payments/test-cards.ts'
import { html, type Html } from './html.ts'

/**
 * The cards to try, each with a button that fills it in. The buttons stand after the form's own, so Enter still pays.
 */
export function testCardList(withAccounts: boolean): Html {
  return html`<details open>
    <summary>Test cards</summary>
    <p class="soft">Any future expiry date and any CVC will do.</p>
    <table>
      <thead>
        <tr>
          <th scope="col">Number</th>
          <th scope="col">What happens</th>
          <th scope="col"><span class="soft">Fill in</span></th>
        </tr>
      </thead>
      <tbody>
        ${testCards.map((card) => row(spaced(card.number), card.number, card.explanation))}
        ${withAccounts && testAccounts.map((account) => row(spaced(account.iban), account.iban, account.explanation))}
      </tbody>
    </table>
  </details>`
}

function row(shown: string, number: string, explanation: string): Html {
  return html`<tr>
    <td><code>${shown}</code></td>
    <td>${explanation}</td>
    <td><button type="submit" name="fill" value="${number}" aria-label="Use ${shown}">Use</button></td>
  </tr>`
}

function spaced(number: string): string {
  return number.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** What the "Use" button fills in. */
export function filledIn(number: string): Record<string, string> {
  if (testAccounts.some((account) => account.iban === number)) return { method: 'sepa_debit', iban: spaced(number) }
  return { method: 'card', number: spaced(number), expiry: '12 / 34', cvc: '123' }
}
