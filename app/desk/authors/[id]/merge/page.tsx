import type { Metadata } from 'next'
import { z } from 'zod'
import { authorList, authorOnFile } from '#lib/articles/authors.ts'
import { mayManageCredits } from '#lib/articles/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskMissing } from '../../../_ui/desk-missing.tsx'
import { MergePage } from '../../../_ui/merge-page.tsx'
import { merge } from '../../actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Make two authors one', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({
  q: z.string().trim().max(200).catch(''),
  into: z.uuid().nullable().catch(null),
})

export default async function MergeAuthorsPage({ params, searchParams }: Props) {
  const { id } = await params
  await requireStaff(`/desk/authors/${encodeURIComponent(id)}/merge`, mayManageCredits)
  const ctx = await requestContext()
  const from = z.uuid().safeParse(id).success ? await authorOnFile(ctx, id) : null
  if (!from) return <DeskMissing what="author" back="/desk/authors" backName="Authors" />
  const { q, into } = querySchema.parse(await searchParams)
  const chosen = into === null || into === id ? null : await authorOnFile(ctx, into)
  return <MergePage kind="author" from={from} others={await authorList(ctx, q)} into={chosen} q={q} action={merge} />
}
