import type { Context } from '#lib/context.ts'
import { importThread } from '#lib/importers/run/comments.ts'
import type { Notes } from '#lib/importers/run/report.ts'
import { commentText } from './comment-text.ts'
import { plainText } from './content.ts'
import type { WordPressComment } from './parse.ts'
import { readLocal, readUtc } from './post.ts'

/** Why a comment does not come; null when it does. */
function leftOut({ type, approved }: WordPressComment): { what: string; why: string } | null {
  if (type === 'pingback' || type === 'trackback')
    return { what: type, why: 'it is a link from another site, not a comment' }
  if (type !== '' && type !== 'comment') return { what: type, why: 'it is no comment' }
  if (approved === 'spam') return { what: 'comment (spam)', why: 'it was found to be spam there' }
  if (approved !== '1' && approved !== '0')
    return { what: `comment (${approved || 'unknown state'})`, why: 'it was thrown away' }
  return null
}

/**
 * Brings a post's comments under its article. What waited for a moderator there waits here.
 * @param origin of the post, by which its comments are known again
 */
export async function importComments(
  tx: Context,
  comments: WordPressComment[],
  {
    articleId,
    origin,
    timeZone,
  }: { articleId: string; origin: { source: string; sourceRef: string }; timeZone: string },
  notes: Notes,
): Promise<void> {
  const found = comments.flatMap((comment) => {
    const because = leftOut(comment)
    if (because !== null) {
      notes.leftOut(because.what, because.why)
      return []
    }
    return [
      {
        id: comment.id,
        parentId: comment.parentId === '0' ? '' : comment.parentId,
        name: plainText(comment.author),
        email: comment.email,
        text: commentText(comment.content),
        state: comment.approved === '1' ? ('published' as const) : ('held' as const),
        createdAt: readUtc(comment.gmtDate) ?? readLocal(comment.localDate, timeZone) ?? tx.now,
      },
    ]
  })
  await importThread(tx, found, { articleId, origin }, notes)
}
