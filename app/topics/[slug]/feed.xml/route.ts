import { feedResponse } from '#app/_server/feeds.ts'

export async function GET(_: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  return feedResponse('rss', (await params).slug)
}
