import { describe, expect, test } from 'vitest'
import { declineAdvice } from '#lib/donations/declines.ts'

describe('a declined payment in words', () => {
  test.each([
    ['insufficient_funds', 'too_little_money', 'card'],
    ['expired_card', 'card_expired', 'card'],
    ['incorrect_cvc', 'details_are_wrong', 'card'],
    ['authentication_required', 'bank_wants_confirmation', 'confirm'],
    ['transaction_not_allowed', 'card_not_meant_for_this', 'card'],
    ['stop_payment_order', 'order_was_stopped', 'card'],
    ['debit_not_authorized', 'account_cannot_be_debited', 'card'],
    ['try_again_later', 'bank_was_not_reached', 'wait'],
    ['do_not_honor', 'bank_said_no', 'card'],
  ])('%s: %s, remedied by: %s', (code, cause, kind) => {
    expect(declineAdvice(code)).toMatchObject({ cause, kind })
  })

  test.each(['fraudulent', 'lost_card', 'stolen_card', 'pickup_card', 'merchant_blacklist'])(
    '%s is not told apart from any other refusal, as Stripe asks',
    (code) => {
      expect(declineAdvice(code)).toEqual(declineAdvice('generic_decline'))
    },
  )

  test.each(['a_code_of_next_year', 'constructor', '__proto__', '', null])('%j is a bank that said no', (code) => {
    expect(declineAdvice(code)).toMatchObject({ cause: 'bank_said_no', why: expect.stringContaining('bank declined') })
  })
})
