import 'server-only'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { previewOf, type Previewed } from '#lib/articles/preview/view.ts'
import { mayRemark } from '#lib/articles/remarks/policy.ts'
import { articleAtWork } from '#lib/articles/workflow/people.ts'
import { mayOpenDesk } from '#lib/people/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'

/** An article for its authors and the editors to look at; for anybody else it is not there. */
export async function previewedByStaff(id: string): Promise<Previewed> {
  const staff = await requireStaff(`/desk/articles/${encodeURIComponent(id)}/preview`, mayOpenDesk)
  const ctx = await requestContext()
  const article = z.uuid().safeParse(id).success ? await articleAtWork(ctx, id) : null
  if (article === null || !mayRemark({ personId: staff.id, roles: staff.roles }, article)) notFound()
  return (await previewOf(ctx, id)) ?? notFound()
}
