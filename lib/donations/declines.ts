/** What of a declined payment its owner can do something about. */
export type DeclineCause =
  | 'too_little_money'
  | 'card_expired'
  | 'details_are_wrong'
  | 'bank_wants_confirmation'
  | 'card_not_meant_for_this'
  | 'order_was_stopped'
  | 'account_cannot_be_debited'
  | 'bank_was_not_reached'
  | 'bank_said_no'

export interface DeclineAdvice {
  cause: DeclineCause
  /** What happened: a whole sentence. */
  why: string
  /** What to do about it: a whole sentence. */
  remedy: string
  /** Which of the magazine's remedies that is: another card, confirming at the bank, or nothing but the next try. */
  kind: 'card' | 'confirm' | 'wait'
}

const advice: Record<DeclineCause, Omit<DeclineAdvice, 'cause'>> = {
  too_little_money: {
    why: 'Your bank says there was not enough money, or that the card’s limit is reached.',
    remedy: 'Once there is enough we try again by ourselves; or use another card.',
    kind: 'card',
  },
  card_expired: {
    why: 'The card has expired.',
    remedy: 'Enter the card that has replaced it, or another one.',
    kind: 'card',
  },
  details_are_wrong: {
    why: 'Your bank does not recognise the details of the card.',
    remedy: 'Enter them again, as they stand on the card, or use another one.',
    kind: 'card',
  },
  bank_wants_confirmation: {
    why: 'Your bank wants you to confirm the payment yourself.',
    remedy: 'Confirm it at your bank: that takes a minute, and nothing else is needed.',
    kind: 'confirm',
  },
  card_not_meant_for_this: {
    why: 'Your bank does not allow this card to be used for a payment of this kind.',
    remedy: 'Use another card, or ask your bank to allow it.',
    kind: 'card',
  },
  order_was_stopped: {
    why: 'Your bank says that payments to us were stopped.',
    remedy:
      'If that was a mistake, enter a card again to go on giving. If you meant to stop, end your gift in your account.',
    kind: 'card',
  },
  account_cannot_be_debited: {
    why: 'Your bank does not let the account be debited.',
    remedy: 'Use another account or a card.',
    kind: 'card',
  },
  bank_was_not_reached: {
    why: 'Your bank could not be reached, or could not handle the payment at the time.',
    remedy:
      'There is nothing you need to do: we try again in a few days. You can also settle it at once, in your account.',
    kind: 'wait',
  },
  bank_said_no: {
    why: 'Your bank declined the payment without telling us why.',
    remedy: 'Use another card, or ask your bank; they can see the reason.',
    kind: 'card',
  },
}

/**
 * Stripe's codes for cards (https://docs.stripe.com/declines/codes) and bank debits
 * (https://docs.stripe.com/declines/codes#local-payment-method-decline-codes), and those of its error codes that a
 * renewal can end with. What Stripe asks not to be told apart to the payer (`fraudulent`, `lost_card`, `stolen_card`,
 * `pickup_card`, `merchant_blacklist`) is not listed, and so is a bank that said no.
 */
const causes = new Map<string, DeclineCause>(
  Object.entries({
    insufficient_funds: 'too_little_money',
    card_velocity_exceeded: 'too_little_money',
    withdrawal_count_limit_exceeded: 'too_little_money',
    charge_exceeds_source_limit: 'too_little_money',

    expired_card: 'card_expired',
    invalid_expiry_month: 'card_expired',
    invalid_expiry_year: 'card_expired',

    incorrect_address: 'details_are_wrong',
    incorrect_cvc: 'details_are_wrong',
    incorrect_number: 'details_are_wrong',
    incorrect_pin: 'details_are_wrong',
    incorrect_zip: 'details_are_wrong',
    invalid_account: 'details_are_wrong',
    invalid_cvc: 'details_are_wrong',
    invalid_number: 'details_are_wrong',
    invalid_pin: 'details_are_wrong',
    new_account_information_available: 'details_are_wrong',
    pin_try_exceeded: 'details_are_wrong',

    authentication_not_handled: 'bank_wants_confirmation',
    authentication_required: 'bank_wants_confirmation',
    mobile_device_authentication_required: 'bank_wants_confirmation',
    offline_pin_required: 'bank_wants_confirmation',
    online_or_offline_pin_required: 'bank_wants_confirmation',
    payment_intent_authentication_failure: 'bank_wants_confirmation',
    invoice_payment_intent_requires_action: 'bank_wants_confirmation',

    card_not_supported: 'card_not_meant_for_this',
    currency_not_supported: 'card_not_meant_for_this',
    not_permitted: 'card_not_meant_for_this',
    service_not_allowed: 'card_not_meant_for_this',
    transaction_not_allowed: 'card_not_meant_for_this',

    revocation_of_all_authorizations: 'order_was_stopped',
    revocation_of_authorization: 'order_was_stopped',
    stop_payment_order: 'order_was_stopped',

    account_closed: 'account_cannot_be_debited',
    account_frozen: 'account_cannot_be_debited',
    bank_account_restricted: 'account_cannot_be_debited',
    bank_account_unusable: 'account_cannot_be_debited',
    bank_ownership_changed: 'account_cannot_be_debited',
    debit_not_authorized: 'account_cannot_be_debited',
    invalid_account_number: 'account_cannot_be_debited',
    no_account: 'account_cannot_be_debited',
    recipient_deceased: 'account_cannot_be_debited',

    approve_with_id: 'bank_was_not_reached',
    issuer_not_available: 'bank_was_not_reached',
    processing_error: 'bank_was_not_reached',
    reenter_transaction: 'bank_was_not_reached',
    try_again_later: 'bank_was_not_reached',
  } as const),
)

/**
 * What a reader can do about a renewal that was declined.
 * @param code as Stripe gave it; an unknown one, or none, is a bank that said no without saying why
 */
export function declineAdvice(code: string | null): DeclineAdvice {
  const cause = causes.get(code ?? '') ?? 'bank_said_no'
  return { cause, ...advice[cause] }
}
