import type { BookAtCheckout } from '#lib/books/reserve.ts'
import { after } from '#lib/clock.ts'
import { copyIsKeptFor, type Attempt } from './attempts.ts'
import { postageProduct, productFor } from './catalogue.ts'
import type { createSession } from './stripe.ts'
import type { Tier } from '#lib/membership/model.ts'

type SessionParams = Parameters<typeof createSession>[1]

/** Who pays: as the customer they are at Stripe, else by the address we know, else by the one they type there. */
export interface Payer {
  personId: string | null
  customerId: string | null
  email: string | null
}

/**
 * What we ask Checkout for. The same attempt asks for the same, word for word: Stripe refuses a known idempotency key
 * with other parameters. https://docs.stripe.com/api/checkout/sessions/create
 * @param sold.giftId the membership for somebody else that is paid for, if it is one
 * @param sold.book the copy that is kept for the donor while they pay, if one is
 */
export function sessionParams(
  attempt: Attempt,
  { tier, giftId, book }: { tier: Tier | null; giftId: string | null; book: BookAtCheckout | null },
  payer: Payer,
  publicUrl: string,
): SessionParams {
  const metadata = {
    app: 'standfirst',
    attempt: attempt.id,
    ...(giftId === null ? {} : { gift: giftId }),
    ...(payer.personId === null ? {} : { person: payer.personId }),
    // A one-off payment has no lines to tell it by.
    ...(book && book.postage > 0 ? { postage: String(book.postage) } : {}),
  }
  const price = { currency: attempt.currency.toLowerCase(), product: productFor(tier), unit_amount: attempt.amount }
  const shared: SessionParams = {
    client_reference_id: attempt.id,
    metadata,
    success_url: `${publicUrl}/donate/return?session={CHECKOUT_SESSION_ID}`,
    // A gift's form holds names and an address: those stay out of addresses, and are looked up.
    cancel_url:
      giftId === null
        ? `${publicUrl}/donate?${chosen(attempt, book)}`
        : `${publicUrl}/donate/gift?${new URLSearchParams({ cancelled: attempt.id })}`,
    ...payerParams(payer),
    ...(book ? bookParams(attempt, book) : {}),
  }
  const postage = book && book.postage > 0 ? [postageLine(attempt, book.postage)] : []
  if (attempt.frequency === 'once') {
    return {
      ...shared,
      mode: 'payment',
      submit_type: giftId === null ? 'donate' : 'pay',
      line_items: [{ quantity: 1, price_data: price }, ...postage],
      payment_intent_data: { metadata },
      // Without a customer a later refund or dispute would name nobody.
      ...(payer.customerId === null ? { customer_creation: 'always' } : {}),
    }
  }
  return {
    ...shared,
    mode: 'subscription',
    // A one-time price beside a recurring one is billed with the first invoice alone:
    // https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-line_items
    line_items: [{ quantity: 1, price_data: { ...price, recurring: { interval: attempt.frequency } } }, ...postage],
    subscription_data: { metadata },
  }
}

/** Stripe's page asks for the address where the book is earned at once, and closes early, so that others get what is not paid. */
function bookParams(attempt: Attempt, book: BookAtCheckout): SessionParams {
  return {
    expires_at: Math.floor(after(attempt.createdAt, copyIsKeptFor).getTime() / 1000),
    ...(book.addressIn !== null && takesAddressesIn(book.addressIn)
      ? {
          shipping_address_collection: { allowed_countries: [book.addressIn] },
          custom_text: { shipping_address: { message: `Where shall we send ${book.title}?` } },
        }
      : {}),
  }
}

type AddressCountry = NonNullable<SessionParams['shipping_address_collection']>['allowed_countries'][number]

/** Those it does not: https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-shipping_address_collection */
const withoutAddresses = new Set('AS CC CU CX FM HM IR KP MH MP NF PW SD SY UM VI'.split(' '))

/** Whether Stripe's page takes addresses there; elsewhere the account asks for it. @param country ISO 3166-1 alpha-2 */
function takesAddressesIn(country: string): country is AddressCountry {
  return /^[A-Z]{2}$/.test(country) && !withoutAddresses.has(country)
}

function postageLine(attempt: Attempt, postage: number) {
  return {
    quantity: 1,
    price_data: { currency: attempt.currency.toLowerCase(), product: postageProduct, unit_amount: postage },
  }
}

/** The donate page's own query, so that whoever comes back finds what they had chosen. */
function chosen(
  { id, frequency, currency, amount, returnPath }: Attempt,
  book: BookAtCheckout | null,
): URLSearchParams {
  return new URLSearchParams({
    cancelled: id,
    frequency,
    currency,
    amount: (amount / 100).toFixed(2),
    from: returnPath,
    ...(book ? { book: book.campaignId } : {}),
  })
}

function payerParams(payer: Payer): SessionParams {
  if (payer.customerId !== null) return { customer: payer.customerId }
  return payer.email === null ? {} : { customer_email: payer.email }
}
