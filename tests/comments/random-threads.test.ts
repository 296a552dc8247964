import fc from 'fast-check'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { commentCounts, comments } from '#db/schema/comments.ts'
import type { CommentState, ShownComment } from '#lib/comments/model.ts'
import { commentInPlace } from '#lib/comments/permalink.ts'
import { recount } from '#lib/comments/recount.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { become, minuteOf, pagesOf, write } from './threads.ts'

const ctx = await testContext()
const person = await makePerson(ctx)

/** What somebody does: writes, perhaps an answer to one of those there are, or changes what becomes of one. */
const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('write' as const), answers: fc.option(fc.nat(30)) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('change' as const),
      which: fc.nat(30),
      to: fc.constantFrom<CommentState>('published', 'held', 'rejected', 'deleted'),
    }),
  },
)

interface Judged {
  id: string
  state: CommentState
  attachedTo: string | null
}

/** Which comments are shown, by the rule alone: those that are published, and those under which one is shown. */
function shownOf(all: Judged[]): Set<string> {
  const shown = new Set<string>()
  const isShown = (one: Judged): boolean =>
    one.state === 'published' || all.some((other) => other.attachedTo === one.id && isShown(other))
  for (const one of all) if (isShown(one)) shown.add(one.id)
  return shown
}

/** Everything a reader comes to who follows each link for more. */
async function allShown(articleId: string): Promise<string[]> {
  const pages = await pagesOf(ctx, articleId, { sort: 'oldest', limit: 4 })
  const found: string[] = []
  for (const comment of pages.flat()) found.push(...(await withReplies(articleId, comment)))
  return found
}

async function withReplies(articleId: string, comment: ShownComment): Promise<string[]> {
  const found = [comment.id]
  let { shown, after } = comment.replies
  for (;;) {
    for (const reply of shown) found.push(...(await withReplies(articleId, reply)))
    if (after === null) return found
    const further = await commentInPlace(ctx, articleId, comment.id, after)
    if (!further) throw new Error('a comment with further replies is not there')
    ;({ shown, after } = further.comment.replies)
  }
}

test('whatever is written, answered, removed and restored, counts and what is shown agree with a plain recount', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 24 }), async (acts) => {
      const article = await makeArticle(ctx)
      const ids: string[] = []
      for (const [number, one] of acts.entries()) {
        if (one.does === 'write') {
          const parentId = one.answers === null || ids.length === 0 ? undefined : ids[one.answers % ids.length]
          const at = minuteOf(ctx, Math.floor(number / 3))
          ids.push(await write(ctx, { articleId: article.id, personId: person.id }, { parentId, at }))
        } else {
          const id = ids[one.which % Math.max(1, ids.length)]
          if (id !== undefined) await become(ctx, id, one.to)
        }
      }
      const all = await ctx.db
        .select({
          id: comments.id,
          state: comments.state,
          attachedTo: comments.attachedTo,
          depth: comments.depth,
          replies: comments.replies,
        })
        .from(comments)
        .where(eq(comments.articleId, article.id))
      const shown = shownOf(all)
      for (const one of all) {
        expect(one.depth).toBeLessThanOrEqual(2)
        expect(one.replies).toBe(all.filter(({ id, attachedTo }) => attachedTo === one.id && shown.has(id)).length)
      }
      const [counts] = await ctx.db.select().from(commentCounts).where(eq(commentCounts.articleId, article.id))
      const counted = (state: CommentState) => all.filter((one) => one.state === state).length
      expect({ published: counts?.published ?? 0, held: counts?.held ?? 0 }).toEqual({
        published: counted('published'),
        held: counted('held'),
      })
      const met = await allShown(article.id)
      expect(met.toSorted()).toEqual([...shown].toSorted())
    }),
    { numRuns: 40 },
  )
  expect(await Array.fromAsync(recount(ctx))).toEqual([])
})
