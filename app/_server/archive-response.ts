import 'server-only'
import { Refusal, refusalStatus } from '#lib/errors.ts'
import type { TakenArchive } from '#lib/exports/archives.ts'
import { streamOf } from './stream-of.ts'

/** An archive, of somebody's data or of the magazine, as a download that nothing on the way keeps; a refusal in its own words. */
export async function archiveResponse(take: () => Promise<TakenArchive>): Promise<Response> {
  try {
    const { name, bytes, content } = await take()
    return new Response(streamOf(content), {
      headers: {
        'content-type': 'application/zip',
        'content-length': String(bytes),
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'private, no-store',
        'x-robots-tag': 'noindex',
      },
    })
  } catch (reason) {
    if (!(reason instanceof Refusal)) throw reason
    return new Response(`${reason.message}\n`, {
      status: refusalStatus[reason.kind],
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'private, no-store' },
    })
  }
}
