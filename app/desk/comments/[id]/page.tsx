import type { Metadata } from 'next'
import { z } from 'zod'
import { after, dateIn, day } from '#lib/clock.ts'
import { commentsAtDesk, revisionsOf } from '#lib/comments/moderation/at-desk.ts'
import { moderationLogOf } from '#lib/comments/moderation/log.ts'
import { mayModerate, mayPick } from '#lib/comments/moderation/policy.ts'
import { takeComment } from '#lib/comments/moderation/takes.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { DeskNotDone } from '../../_ui/desk-state.tsx'
import { CommentCard, seenOf } from '../_comments/comment-card.tsx'
import { DecideForms, PickForm } from '../_comments/decide-forms.tsx'
import { Differences } from '../_comments/difference.tsx'
import { Done } from '../_comments/done.tsx'
import { LogLines } from '../_comments/log-lines.tsx'
import { MeasureForm } from '../_comments/measure-form.tsx'
import { ThreadForm } from '../_comments/thread-form.tsx'
import { takeOver } from '../actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Comment', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** One comment. A moderator who opens it has it for some minutes, and others are told so. */
export default async function CommentAtDeskPage({ params, searchParams }: Props) {
  const staff = await requireStaff('/desk/comments', mayPick)
  const moderates = mayModerate(staff)
  const ctx = await requestContext()
  const id = z.uuid().safeParse((await params).id).data
  const [before] = id === undefined ? [] : await commentsAtDesk(ctx, [id], { moderates })
  if (!before || (!moderates && before.state !== 'published'))
    return <DeskMissing what="comment" back="/desk/comments" backName="Comments" />
  const holder = moderates ? await takeComment(ctx, staff, before.id) : null
  const [query, settings, revisions, log, decideStart, pickStart, threadStart, measureStart, overStart] =
    await Promise.all([
      searchParams,
      magazine(),
      moderates ? revisionsOf(ctx, before.id) : [],
      moderates ? moderationLogOf(ctx, { commentId: before.id, limit: 50 }) : [],
      refusedForm('decide'),
      refusedForm('pick'),
      refusedForm('thread'),
      refusedForm('measure'),
      refusedForm('take-over'),
    ])
  const comment = { ...before, taker: null }
  const back = `/desk/comments/${comment.id}`
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/comments">Comments</a>
      </p>
      <h1>Comment by {comment.name}</h1>
      <Done query={query} back={back} />
      {holder && (
        <DeskNotDone>
          {holder.name ?? 'Another moderator'} opened this a moment ago and has it before them. So that two do not do
          the same, nothing can be decided here until they are done, or you take it over.
          <span className="mt-2 block">
            <ActForm action={takeOver} start={overStart} hidden={{ comment: comment.id }} button="Take it over" quiet />
          </span>
        </DeskNotDone>
      )}
      <CommentCard comment={comment} now={ctx.now} settings={settings} moderates={moderates} inList={false}>
        {moderates && holder === null && (
          <DecideForms start={decideStart} seen={seenOf(comment)} state={comment.state} isWaiting back={back} />
        )}
        {comment.state === 'published' && holder === null && (
          <PickForm start={pickStart} id={comment.id} isPicked={comment.isPicked} back={back} />
        )}
        {moderates && comment.writer && holder === null && (
          <MeasureForm
            start={measureStart}
            personId={comment.writer.id}
            commentId={comment.id}
            name={comment.name}
            tomorrow={dateIn(after(ctx.now, day), settings.timeZone)}
            back={back}
          />
        )}
      </CommentCard>
      {revisions.length > 1 && (
        <section aria-labelledby="texts" className="desk-section">
          <h2 id="texts">Its texts</h2>
          <Differences revisions={revisions} now={ctx.now} settings={settings} />
        </section>
      )}
      <section aria-labelledby="thread" className="desk-section">
        <h2 id="thread">The thread under “{comment.article.headline}”</h2>
        <ThreadForm
          start={threadStart}
          articleId={comment.article.id}
          isClosed={comment.article.isClosed}
          back={back}
        />
      </section>
      {log.length > 0 && (
        <section aria-labelledby="log" className="desk-section">
          <h2 id="log">What was done about it</h2>
          <LogLines lines={log} now={ctx.now} settings={settings} viewerId={staff.id} back={back} />
        </section>
      )}
    </>
  )
}
