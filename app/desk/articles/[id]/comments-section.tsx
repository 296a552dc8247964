import { moderationLogOf } from '#lib/comments/moderation/log.ts'
import { threadRules } from '#lib/comments/moderation/thread.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { Minute } from '#app/_ui/time.tsx'
import { listAddress } from '../../_ui/list-address.ts'
import { UndoForm } from '../../comments/_comments/undo-form.tsx'
import { DeskPanel } from './panel.tsx'
import { CommentsForm } from './comments-form.tsx'

/** Whether the article takes comments, until when, and whether they wait for a moderator. */
export async function CommentsSection({ articleId, viewerId }: { articleId: string; viewerId: string }) {
  const ctx = await requestContext()
  const [rules, settings, start, [latest]] = await Promise.all([
    threadRules(ctx, articleId),
    magazine(),
    refusedForm('article-comments'),
    moderationLogOf(ctx, { articleId, limit: 1 }),
  ])
  if (rules === null) return null
  const isOver = rules.closeAt !== null && rules.closeAt <= ctx.now
  const isClosed = rules.comments === 'closed' || isOver
  return (
    <DeskPanel title="Comments">
      <p className="mt-1">
        {isClosed ? 'The thread is closed.' : 'The thread is open'}
        {!isClosed && rules.closeAt && (
          <>
            {' '}
            until <Minute at={rules.closeAt} timeZone={settings.timeZone} locale={settings.locale} />
          </>
        )}
        {!isClosed && '.'}{' '}
        <a href={listAddress('/desk/comments', { queue: 'all', article: articleId })}>Its comments</a>
        {latest?.isUndoable && latest.actor?.id === viewerId && (
          <UndoForm entry={latest.id} batch="" back="/desk/comments" />
        )}
      </p>
      <CommentsForm start={start} articleId={articleId} moderation={rules.moderation} isClosed={isClosed} />
    </DeskPanel>
  )
}
