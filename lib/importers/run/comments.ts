import { importComment, threadOf } from '#lib/comments/imported.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Notes } from './report.ts'

/** A comment as it was elsewhere. */
export interface FoundComment {
  id: string
  /** Of the one it answers; empty when it answers the article. */
  parentId: string
  name: string
  email: string
  /** In the light markup of lib/comments/markup.ts. */
  text: string
  state: 'published' | 'held'
  createdAt: Date
}

/**
 * Brings comments under an article, those answered before their answers. Coming again, it adds what is new, and leaves
 * alone what moderators here have decided.
 * @param origin of the article, by which its comments are known again
 */
export async function importThread(
  tx: Context,
  comments: FoundComment[],
  { articleId, origin }: { articleId: string; origin: { source: string; sourceRef: string } },
  notes: Notes,
): Promise<void> {
  if (comments.length === 0) return
  const places = new Map<string, string>()
  const refOf = (id: string) => `${origin.sourceRef}#comment-${id}`
  const thread = await threadOf(
    tx,
    origin.source,
    comments.map(({ id, email }) => ({ sourceRef: refOf(id), email })),
  )
  for (const { id: there, parentId: answered, ...comment } of parentsFirst(comments)) {
    if (comment.text === '') {
      notes.leftOut('comment', 'nothing that can be read is left of it')
      continue
    }
    const parentId = places.get(answered)
    if (answered !== '' && parentId === undefined)
      notes.came('comments whose answered comment did not come: they answer the article')
    try {
      const { id, result, isMatched } = await importComment(
        tx,
        { ...comment, articleId, parentId: parentId ?? null, source: origin.source, sourceRef: refOf(there) },
        thread,
      )
      places.set(there, id)
      notes.came(`comments ${result}`)
      if (isMatched) notes.came('comments whose writers have accounts here')
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      notes.leftOut('comment', fault.message)
    }
  }
}

/** As given, but none before the one it answers; a circle, which no site makes, is cut where it closes. */
function parentsFirst(comments: FoundComment[]): FoundComment[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]))
  const ordered: FoundComment[] = []
  const placed = new Set<string>()
  for (const comment of comments) {
    const chain: FoundComment[] = []
    const met = new Set<string>()
    for (
      let one: FoundComment | undefined = comment;
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
