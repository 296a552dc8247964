import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { openCheckout, type Checkout } from './open-checkout.ts'
import { isFromStripe } from './stripe.ts'

/** Where to send the donor next: Stripe's page, or our thanks when this very form is paid already. */
export interface CheckoutBegun {
  url: string
}

/**
 * Opens a checkout for a form whose gift was judged good.
 * @throws Refusal `unavailable` when Stripe does not answer, in which case nothing was charged and the same form may be sent
 *   again; what `openCheckout` refuses
 */
export async function openCheckoutOrRefuse(ctx: Context, checkout: Checkout): Promise<CheckoutBegun> {
  try {
    return { url: await openCheckout(ctx, checkout) }
  } catch (error) {
    if (!isFromStripe(error)) throw error
    ctx.log.error({ err: error, event: 'checkout not begun' }, 'Stripe did not open a checkout')
    throw new Refusal(
      'unavailable',
      'The payment service cannot be reached just now. Nothing has been charged, and what you chose is kept: please try again in a minute.',
    )
  }
}
