import { notFound } from 'next/navigation'
import { z } from 'zod'
import { mayRemark } from '#lib/articles/remarks/policy.ts'
import { remarksOf } from '#lib/articles/remarks/queries.ts'
import { articleAtWork } from '#lib/articles/workflow/people.ts'
import { workingCopyOf } from '#lib/articles/working-copy.ts'
import { mayOpenDesk } from '#lib/people/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { remarkViews } from '../_workflow/remark-views.ts'

/** The remarks on an article as they are now, for the page that is open; for its authors and the editors alone. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  const staff = await requireStaff('/desk/articles', mayOpenDesk)
  const ctx = await requestContext()
  if (!z.uuid().safeParse(id).success) notFound()
  const member = { personId: staff.id, roles: staff.roles }
  const [article, copy] = await Promise.all([articleAtWork(ctx, id), workingCopyOf(ctx, id)])
  if (article === null || copy === null || !mayRemark(member, article)) notFound()
  const [remarks, settings] = await Promise.all([remarksOf(ctx, id, copy.written.body, member), magazine()])
  return Response.json(remarkViews(remarks, settings), { headers: { 'Cache-Control': 'private, no-store' } })
}
