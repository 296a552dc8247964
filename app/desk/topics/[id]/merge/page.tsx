import type { Metadata } from 'next'
import { z } from 'zod'
import { mayManageCredits } from '#lib/articles/policy.ts'
import { topicList, topicOnFile } from '#lib/articles/topics.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskMissing } from '../../../_ui/desk-missing.tsx'
import { MergePage } from '../../../_ui/merge-page.tsx'
import { merge } from '../../actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Make two topics one', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({
  q: z.string().trim().max(200).catch(''),
  into: z.uuid().nullable().catch(null),
})

export default async function MergeTopicsPage({ params, searchParams }: Props) {
  const { id } = await params
  await requireStaff(`/desk/topics/${encodeURIComponent(id)}/merge`, mayManageCredits)
  const ctx = await requestContext()
  const from = z.uuid().safeParse(id).success ? await topicOnFile(ctx, id) : null
  if (!from) return <DeskMissing what="topic" back="/desk/topics" backName="Topics" />
  const { q, into } = querySchema.parse(await searchParams)
  const chosen = into === null || into === id ? null : await topicOnFile(ctx, into)
  const asked = q.toLowerCase()
  const others = (await topicList(ctx)).filter(({ name, slug }) => `${name} ${slug}`.toLowerCase().includes(asked))
  return <MergePage kind="topic" from={from} others={others} into={chosen} q={q} action={merge} />
}
