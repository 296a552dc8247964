import { z } from 'zod'
import { takeArchive } from '#lib/exports/archives.ts'
import { mayExport } from '#lib/exports/policy.ts'
import { archiveResponse } from '#app/_server/archive-response.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'

const paramsSchema = z.object({ id: z.uuid() })

interface Given {
  params: Promise<{ id: string }>
}

/** An archive of the whole magazine, for administrators; docs/exporting.md describes what is in it. */
export async function GET(_: Request, { params }: Given): Promise<Response> {
  const staff = await requireStaff('/desk/settings/export', mayExport)
  const id = paramsSchema.safeParse(await params)
  if (!id.success) return new Response(null, { status: 404 })
  const ctx = await requestContext()
  return archiveResponse(() => takeArchive(ctx, id.data.id, staff.id))
}
