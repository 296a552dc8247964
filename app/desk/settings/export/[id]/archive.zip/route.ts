import { z } from 'zod'
import { Refusal, refusalStatus } from '#lib/errors.ts'
import { takeArchive } from '#lib/exports/archives.ts'
import { mayExport } from '#lib/exports/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { streamOf } from '#app/_server/stream-of.ts'

const paramsSchema = z.object({ id: z.uuid() })

interface Given {
  params: Promise<{ id: string }>
}

/** An archive of the whole magazine, for administrators; docs/exporting.md describes what is in it. */
export async function GET(_: Request, { params }: Given): Promise<Response> {
  const staff = await requireStaff('/desk/settings/export', mayExport)
  const id = paramsSchema.safeParse(await params)
  if (!id.success) return new Response(null, { status: 404 })
  try {
    const { name, bytes, content } = await takeArchive(await requestContext(), id.data.id, staff.id)
    return new Response(streamOf(content), {
      headers: {
        'content-type': 'application/zip',
        'content-length': String(bytes),
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'private, no-store',
      },
    })
  } catch (reason) {
    if (!(reason instanceof Refusal)) throw reason
    return new Response(`${reason.message}\n`, {
      status: refusalStatus[reason.kind],
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
  }
}
