import { importComment } from '#lib/comments/imported.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { commentText } from './comment-text.ts'
import { plainText } from './content.ts'
import type { WordPressComment } from './parse.ts'
import { readLocal, readUtc } from './post.ts'
import type { Notes } from '#lib/importers/run/report.ts'

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
 * Brings a post's comments under its article, those answered before their answers. What waited for a moderator there
 * waits here. A rerun adds what is new, and leaves alone what moderators here have decided.
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
  const places = new Map<string, string>()
  for (const comment of parentsFirst(comments)) {
    const because = leftOut(comment)
    if (because !== null) {
      notes.leftOut(because.what, because.why)
      continue
    }
    const text = commentText(comment.content)
    if (text === '') {
      notes.leftOut('comment', 'nothing that can be read is left of it')
      continue
    }
    const parentId = places.get(comment.parentId)
    if (comment.parentId !== '0' && comment.parentId !== '' && parentId === undefined)
      notes.came('comments whose answered comment did not come: they answer the article')
    try {
      const { id, result, isMatched } = await importComment(tx, {
        articleId,
        parentId: parentId ?? null,
        source: origin.source,
        sourceRef: `${origin.sourceRef}#comment-${comment.id}`,
        name: plainText(comment.author),
        email: comment.email,
        text,
        state: comment.approved === '1' ? 'published' : 'held',
        createdAt: readUtc(comment.gmtDate) ?? readLocal(comment.localDate, timeZone) ?? tx.now,
      })
      places.set(comment.id, id)
      notes.came(`comments ${result}`)
      if (isMatched) notes.came('comments whose writers have accounts here')
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      notes.leftOut('comment', fault.message)
    }
  }
}

/** By number, but none before the one it answers; a circle, which no site makes, is cut where it closes. */
function parentsFirst(comments: WordPressComment[]): WordPressComment[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]))
  const ordered: WordPressComment[] = []
  const placed = new Set<string>()
  for (const comment of comments) {
    const chain: WordPressComment[] = []
    const met = new Set<string>()
    for (
      let one: WordPressComment | undefined = comment;
      one && !placed.has(one.id) && !met.has(one.id);
      one = byId.get(one.parentId)
    ) {
      met.add(one.id)
      chain.unshift(one)
    }
    for (const one of chain) {
      placed.add(one.id)
      ordered.push(one)
    }
  }
  return ordered
}
