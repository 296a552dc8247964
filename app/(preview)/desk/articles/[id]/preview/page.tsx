import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { previewOf } from '#lib/articles/preview/view.ts'
import { mayRemark } from '#lib/articles/remarks/policy.ts'
import { articleAtWork } from '#lib/articles/workflow/people.ts'
import { mayOpenDesk } from '#lib/people/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { ArticlePreview } from '#app/preview/article-preview.tsx'
import { shownSchema } from '#app/preview/shown.ts'

export const instant = false
export const metadata: Metadata = { title: 'Preview', robots: { index: false, follow: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The same preview for its authors and the editors, straight from the desk. */
export default async function StaffPreviewPage({ params, searchParams }: Props) {
  const { id } = await params
  const staff = await requireStaff(`/desk/articles/${encodeURIComponent(id)}/preview`, mayOpenDesk)
  const ctx = await requestContext()
  const article = z.uuid().safeParse(id).success ? await articleAtWork(ctx, id) : null
  if (article === null || !mayRemark({ personId: staff.id, roles: staff.roles }, article)) notFound()
  const previewed = await previewOf(ctx, id)
  if (previewed === null) notFound()
  return <ArticlePreview previewed={previewed} shown={shownSchema.parse(await searchParams)} />
}
