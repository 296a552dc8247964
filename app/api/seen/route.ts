import { countPageView, pageViewSchema } from '#lib/ads/counting.ts'
import { clientAddress } from '#app/_server/address.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { answerRequest } from '#app/_server/requests.ts'

/** What public/reading/slots.js tells as a page is left: which house campaigns were seen on it. */
export async function POST(request: Request): Promise<Response> {
  return answerRequest(request, pageViewSchema, async (view) => {
    const viewer = { address: await clientAddress(), userAgent: request.headers.get('user-agent') ?? '' }
    await countPageView(await requestContext(), view, viewer, (await magazine()).timeZone)
    return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
  })
}
