import { requestContext } from '#app/_server/context.ts'
import { article, threadHead } from '#app/_server/published.ts'

/**
 * How many comments an article has, for pages that stay open: app/_ui/thread-watch.tsx asks twice a minute. The number
 * is no secret, whoever reads the comments; front caches and browsers keep it for some seconds.
 */
export async function GET(request: Request): Promise<Response> {
  await requestContext()
  const view = await article(new URL(request.url).searchParams.get('article') ?? '')
  if (view === null) return Response.json({ message: 'There is no such article.' }, { status: 404 })
  const { count } = await threadHead(view.id)
  return Response.json({ count }, { headers: { 'cache-control': 'public, max-age=10, stale-while-revalidate=20' } })
}
