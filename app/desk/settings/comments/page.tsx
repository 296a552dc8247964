import type { Metadata } from 'next'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { topicModeration } from '#lib/comments/moderation/topics.ts'
import type { CommentSettings } from '#lib/settings/model.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { commentSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { CommentSettingsForm, TopicModerationForm } from './comments-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Comment settings', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** How readers talk, and what moderators see before readers do. */
export default async function CommentSettingsPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/comments', mayChangeSettings)
  const ctx = await requestContext()
  const [settings, current, topics, audit, refused, refusedTopics, { done }] = await Promise.all([
    magazine(),
    commentSettings(ctx),
    topicModeration(ctx),
    auditOf(ctx, [subjectOf('settings', 'comments')]),
    refusedForm('comment-settings'),
    refusedForm('topic-moderation'),
    searchParams,
  ])
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a>
      </p>
      <h1>Comments</h1>
      <p className="desk-intro">
        What waits for moderators they find under <a href="/desk/comments">Comments</a>. Who may write is settled: those
        who support the magazine.
      </p>
      {done === 'saved' && <DeskDone>The settings are saved, and hold for what is written from now on.</DeskDone>}
      {done === 'topics' && <DeskDone>The topics are saved, and hold for what is written from now on.</DeskDone>}
      <CommentSettingsForm start={refused === emptyForm ? { ...emptyForm, typed: fieldsOf(current) } : refused} />
      <section aria-labelledby="topics" className="desk-section">
        <h2 id="topics">Topics moderated otherwise</h2>
        <p className="desk-intro">
          A topic wins over the setting above, an article over its topics, and a measure against a person over them all.
          Where one topic of an article waits and another does not, its comments wait.
        </p>
        <TopicModerationForm start={refusedTopics} topics={topics} />
      </section>
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}

function fieldsOf(current: CommentSettings): Record<string, string> {
  return {
    readers: current.readers,
    moderation: current.moderation,
    editMinutes: String(current.editMinutes),
    closeAfterDays: current.closeAfterDays === null ? '' : String(current.closeAfterDays),
    firstHeld: String(current.firstHeld),
    mostLinks: String(current.mostLinks),
    reportsThatHold: String(current.reportsThatHold),
    bannedWords: current.bannedWords.join('\n'),
    suspectWords: current.suspectWords.join('\n'),
  }
}
