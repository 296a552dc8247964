import { z } from 'zod'
import { takePersonalArchive } from '#lib/privacy/archives.ts'
import { mayAnswerDataRequests } from '#lib/privacy/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { archiveResponse } from '#app/_server/archive-response.ts'
import { requireStaff } from '#app/_server/staff.ts'

const paramsSchema = z.object({ id: z.uuid() })

interface Given {
  params: Promise<{ id: string }>
}

/** Administrators: an archive to hand over to whom it is about, who cannot fetch it. It is noted who took it. */
export async function GET(_: Request, { params }: Given): Promise<Response> {
  const staff = await requireStaff('/desk/settings/data-requests', mayAnswerDataRequests)
  const given = paramsSchema.safeParse(await params)
  if (!given.success) return new Response(null, { status: 404 })
  const ctx = await requestContext()
  return archiveResponse(() => takePersonalArchive(ctx, given.data.id, { actorId: staff.id }))
}
