import type { Metadata } from 'next'
import { z } from 'zod'
import { mayManageCredits } from '#lib/articles/policy.ts'
import { topicOnFile } from '#lib/articles/topics.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { saidOf } from '#app/_ui/said-of.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { TopicForm } from '../_topics/topic-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Topic', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const doneWords: Record<string, string> = {
  saved: 'Saved. Readers see it at once.',
  merged: 'The two are one. The address of the other leads here.',
}

/** One topic. */
export default async function TopicPage({ params, searchParams }: Props) {
  const { id } = await params
  await requireStaff(`/desk/topics/${encodeURIComponent(id)}`, mayManageCredits)
  const ctx = await requestContext()
  const topic = z.uuid().safeParse(id).success ? await topicOnFile(ctx, id) : null
  if (!topic) return <DeskMissing what="topic" back="/desk/topics" backName="Topics" />
  const [settings, audit, refused, { done }] = await Promise.all([
    magazine(),
    auditOf(ctx, [subjectOf('topic', id)]),
    refusedForm('topic'),
    searchParams,
  ])
  const { slug, name, description, articles } = topic
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/topics">Topics</a>
      </p>
      <h1>{name}</h1>
      <p className="mt-1 text-soft">
        <a href={`/topics/${slug}`}>{articles === 1 ? 'One article' : `${articles} articles`}</a>
      </p>
      {saidOf(doneWords, done) !== undefined && <DeskDone>{saidOf(doneWords, done)}</DeskDone>}
      <TopicForm
        start={refused === emptyForm ? { ...emptyForm, typed: { name, slug, description } } : refused}
        id={id}
      />
      <section aria-labelledby="twice" className="desk-section">
        <h2 id="twice">Too many?</h2>
        <p className="desk-intro">
          <a href={`/desk/topics/${id}/merge`}>Make this topic one with another</a>: what is on both is then on the
          other.
        </p>
      </section>
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
