import { redirect } from 'next/navigation'
import { fulfilCheckout } from '#lib/donations/commands.ts'
import { Refusal } from '#lib/errors.ts'
import { requestContext } from '#app/_server/context.ts'
import { startEdition } from '#app/_server/edition.ts'

/**
 * Where Stripe sends a donor back to. Whoever has paid for a membership reads without advertising from here on; a page
 * could not set the cookie. /donate/thanks says the rest.
 */
export async function GET(request: Request): Promise<Response> {
  const ctx = await requestContext()
  const session = new URL(request.url).searchParams.get('session') ?? ''
  try {
    const outcome = await fulfilCheckout(ctx, session)
    if (outcome.state === 'paid' && outcome.tier !== null && outcome.present === null) await startEdition(ctx, session)
  } catch (reason) {
    // Stripe does not answer: the page that follows says so.
    if (!(reason instanceof Refusal)) throw reason
  }
  redirect(`/donate/thanks?${new URLSearchParams({ session })}`)
}
