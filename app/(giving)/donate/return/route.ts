import { redirect } from 'next/navigation'
import { fulfilCheckout } from '#lib/donations/commands.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { clientAddress } from '#app/_server/address.ts'
import { requestContext } from '#app/_server/context.ts'
import { startEdition } from '#app/_server/edition.ts'

const returnsFromOneAddress = { name: 'donate-return', points: 120, seconds: 3600 }

/**
 * Where Stripe sends a donor back to. Whoever has paid for a membership reads without advertising from here on; a page
 * could not set the cookie. /donate/thanks says the rest.
 */
export async function GET(request: Request): Promise<Response> {
  const ctx = await requestContext()
  const session = new URL(request.url).searchParams.get('session') ?? ''
  try {
    await requirePoint(ctx, returnsFromOneAddress, await clientAddress(), 'This page was loaded very often from here.')
    const outcome = await fulfilCheckout(ctx, session)
    if (outcome.state === 'paid' && outcome.tier !== null && outcome.present === null) await startEdition(ctx, session)
  } catch (reason) {
    // Stripe does not answer, or it was asked too often: the page that follows says so.
    if (!(reason instanceof Refusal)) throw reason
  }
  redirect(`/donate/thanks?${new URLSearchParams({ session })}`)
}
