import { bannerViewSchema, countBanner } from '#lib/books/banner-counts.ts'
import { clientAddress } from '#app/_server/address.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { answerRequest } from '#app/_server/requests.ts'

/** What public/offer/banner.js tells as a page is left: whether the book's banner was seen and followed. */
export async function POST(request: Request): Promise<Response> {
  return answerRequest(request, bannerViewSchema, async (view) => {
    const viewer = { address: await clientAddress(), userAgent: request.headers.get('user-agent') ?? '' }
    await countBanner(await requestContext(), view, viewer, (await magazine()).timeZone)
    return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
  })
}
