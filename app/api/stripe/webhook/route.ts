import { receiveEvent } from '#lib/donations/inbox.ts'
import { requestContext } from '#app/_server/context.ts'
import { textWithin } from '#app/_server/body-within.ts'

/** Stripe's events are some kilobytes; whoever sends a megabyte is not Stripe. */
const largestBody = 1024 * 1024

/**
 * Where Stripe reports what happened. The worker does the rest, so that Stripe has its answer at once.
 * https://docs.stripe.com/webhooks#acknowledge-events-immediately
 */
export async function POST(request: Request): Promise<Response> {
  const ctx = await requestContext()
  const body = await textWithin(request, largestBody)
  if (body === null) return new Response(null, { status: 413 })
  const receipt = await receiveEvent(ctx, body, request.headers.get('stripe-signature'))
  return new Response(null, { status: receipt === 'refused' ? 400 : 200 })
}
