import { readPicture } from '#lib/pictures/queries.ts'
import { requestContext } from '#app/_server/context.ts'

/** A picture in one size and format. Its address holds its content's hash: it never changes, so it may be kept for good. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ hash: string; file: string }> },
): Promise<Response> {
  const { hash, file } = await params
  const found = await readPicture(await requestContext(), hash, file)
  if (!found) return new Response('Not found', { status: 404, headers: { 'cache-control': 'public, max-age=60' } })
  return new Response(new Uint8Array(found.bytes), {
    headers: {
      'content-type': found.mediaType,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-disposition': 'inline',
    },
  })
}
