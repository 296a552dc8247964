export type Decline = { code: string; declineCode: string | null; message: string }

export type TestCard = {
  number: string
  brand: 'visa' | 'mastercard' | 'amex'
  country: string
  funding: 'credit' | 'debit'
  /** What the sandbox tells the person on the payment page. */
  explanation: string
  /** What happens to a payment while the owner is there, and later when only the software is. */
  present: Decline | null
  absent: Decline | null
  /** When the bank asks for 3-D Secure. `until set up`: once, when the card is saved; `always`: renewals too. */
  challenge: 'never' | 'until set up' | 'always'
  disputed: boolean
}

const DECLINED: Decline = { code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.' }
const NO_FUNDS: Decline = {
  code: 'card_declined',
  declineCode: 'insufficient_funds',
  message: 'Your card has insufficient funds.',
}

const EXPIRED: Decline = { code: 'expired_card', declineCode: 'expired_card', message: 'Your card has expired.' }
const WRONG_CVC: Decline = {
  code: 'incorrect_cvc',
  declineCode: 'incorrect_cvc',
  message: "Your card's security code is incorrect.",
}

const NOT_A_TEST_CARD: Decline = {
  code: 'card_declined',
  declineCode: 'test_mode_live_card',
  message: 'Your card was declined: this is a test, and only test cards work here.',
}

export const AUTHENTICATION_FAILED: Decline = {
  code: 'payment_intent_authentication_failure',
  declineCode: null,
  message: 'Your bank could not confirm that it was you. Please try again or use another card.',
}

function card(number: string, explanation: string, behaviour: Partial<TestCard> = {}): TestCard {
  const brand = number.startsWith('5') ? 'mastercard' : number.startsWith('3') ? 'amex' : 'visa'
  return {
    number,
    explanation,
    brand,
    country: 'US',
    funding: 'credit',
    present: null,
    absent: null,
    challenge: 'never',
    disputed: false,
    ...behaviour,
  }
}

function declining(number: string, explanation: string, decline: Decline): TestCard {
  return card(number, explanation, { present: decline, absent: decline })
}

/**
 * The numbers are Stripe's: https://docs.stripe.com/testing. Where one behaves otherwise here, DIFFERENCES.md says
 * so.
 */
export const testCards: readonly TestCard[] = [
  card('4242424242424242', 'Succeeds'),
  card('5555555555554444', 'Succeeds (Mastercard)'),
  declining('4000000000000002', 'Declined', DECLINED),
  declining('4000000000009995', 'Declined: insufficient funds', NO_FUNDS),
  declining('4000000000000069', 'Declined: expired', EXPIRED),
  declining('4000000000000127', 'Declined: wrong CVC', WRONG_CVC),
  card('4000002500003155', 'Asks for 3-D Secure, renews without', { challenge: 'until set up' }),
  card('4000000000003220', 'Asks for 3-D Secure, renews without', { challenge: 'until set up' }),
  card('4000002760003184', 'Asks for 3-D Secure every time, renewals too', { challenge: 'always' }),
  card('4000000000000341', 'Succeeds now, fails at renewal', { absent: DECLINED }),
  card('4000000000000259', 'Succeeds, then is disputed', { disputed: true }),
]

export function testCard(number: string): TestCard {
  return testCards.find((known) => known.number === number) ?? declining(number, 'Not a test card', NOT_A_TEST_CARD)
}

/** `pm_card_visa` and its siblings stand for a card wherever a payment method is asked for. */
export const cardAliases: Readonly<Record<string, string>> = {
  visa: '4242424242424242',
  mastercard: '5555555555554444',
  chargeDeclined: '4000000000000002',
  visa_chargeDeclined: '4000000000000002',
  chargeDeclinedInsufficientFunds: '4000000000009995',
  visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  chargeDeclinedExpiredCard: '4000000000000069',
  chargeDeclinedIncorrectCvc: '4000000000000127',
  chargeCustomerFail: '4000000000000341',
  authenticationRequired: '4000002760003184',
  authenticationRequiredOnSetup: '4000002500003155',
  threeDSecure2Required: '4000000000003220',
  createDispute: '4000000000000259',
}

/** https://en.wikipedia.org/wiki/Luhn_algorithm */
export function passesLuhn(number: string): boolean {
  const digits = [...number].reverse().map(Number)
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return number.length >= 12 && number.length <= 19 && sum % 10 === 0
}

/**
 * Test account numbers for SEPA Direct Debit.
 * https://docs.stripe.com/payments/sepa-debit/accept-a-payment#test-integration
 */
export const testAccounts: readonly { iban: string; explanation: string; settles: boolean }[] = [
  { iban: 'DE89370400440532013000', explanation: 'Settles after a few minutes', settles: true },
  { iban: 'DE62370400440532013001', explanation: 'Fails after a few minutes', settles: false },
]
