import { licenceIdIn } from '#lib/licences/links.ts'
import { licensedText, type TextToRepublish } from '#lib/licences/text.ts'
import { requestContext } from '#app/_server/context.ts'

const secret = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' }

/** The text of a licence as a file, for whoever has its address while it is good; for anybody else there is no such thing. */
export async function fileOf(
  token: string,
  kind: { ending: string; mediaType: string; content: (text: TextToRepublish) => string },
): Promise<Response> {
  const ctx = await requestContext()
  const id = licenceIdIn(ctx, token)
  const found = id === null ? null : await licensedText(ctx, id)
  if (found?.state !== 'given') return new Response('Not found', { status: 404, headers: secret })
  return new Response(kind.content(found.text), {
    headers: {
      ...secret,
      'content-type': `${kind.mediaType}; charset=utf-8`,
      'content-disposition': `attachment; filename="${found.text.slug}.${kind.ending}"`,
    },
  })
}
