import type { Attempt } from './attempts.ts'
import { productFor } from './catalogue.ts'
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
 */
export function sessionParams(
  attempt: Attempt,
  { tier, giftId }: { tier: Tier | null; giftId: string | null },
  payer: Payer,
  publicUrl: string,
): SessionParams {
  const metadata = {
    app: 'standfirst',
    attempt: attempt.id,
    ...(giftId === null ? {} : { gift: giftId }),
    ...(payer.personId === null ? {} : { person: payer.personId }),
  }
  const price = { currency: attempt.currency.toLowerCase(), product: productFor(tier), unit_amount: attempt.amount }
  const shared: SessionParams = {
    client_reference_id: attempt.id,
    metadata,
    success_url: `${publicUrl}/donate/return?session={CHECKOUT_SESSION_ID}`,
    // A gift's form holds names and an address: those stay out of addresses, and are looked up.
    cancel_url:
      giftId === null
        ? `${publicUrl}/donate?${chosen(attempt)}`
        : `${publicUrl}/donate/gift?${new URLSearchParams({ cancelled: attempt.id })}`,
    ...payerParams(payer),
  }
  if (attempt.frequency === 'once') {
    return {
      ...shared,
      mode: 'payment',
      submit_type: giftId === null ? 'donate' : 'pay',
      line_items: [{ quantity: 1, price_data: price }],
      payment_intent_data: { metadata },
      // Without a customer a later refund or dispute would name nobody.
      ...(payer.customerId === null ? { customer_creation: 'always' } : {}),
    }
  }
  return {
    ...shared,
    mode: 'subscription',
    line_items: [{ quantity: 1, price_data: { ...price, recurring: { interval: attempt.frequency } } }],
    subscription_data: { metadata },
  }
}

/** The donate page's own query, so that whoever comes back finds what they had chosen. */
function chosen({ id, frequency, currency, amount, returnPath }: Attempt): URLSearchParams {
  return new URLSearchParams({
    cancelled: id,
    frequency,
    currency,
    amount: (amount / 100).toFixed(2),
    from: returnPath,
  })
}

function payerParams(payer: Payer): SessionParams {
  if (payer.customerId !== null) return { customer: payer.customerId }
  return payer.email === null ? {} : { customer_email: payer.email }
}
