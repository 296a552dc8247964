import { isDeepStrictEqual } from 'node:util'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Content } from './content-schema.ts'
import { lockContent } from './content.ts'
import { writeArticle } from './write.ts'

/**
 * Changes how an article stands, and nothing of what is written in it: what somebody has begun to write beside it stays
 * good.
 * @returns whether anything changed
 * @throws Refusal when it is not there
 */
export function changeStanding(
  ctx: Context,
  articleId: string,
  personId: string | null,
  reason: string,
  change: (before: Content) => Content,
): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const before = await lockContent(tx, articleId)
    if (before === null) throw new Refusal('not_found', 'That article is no longer here.')
    const after = change(before)
    if (isDeepStrictEqual(before, after)) return false
    // Appearing is not a correction: until the text is changed again, readers are told one time only.
    const appears = after.state === 'published' && after.publishedAt !== null
    const updatedAt =
      appears && after.publishedAt !== null && before.state !== 'unpublished' ? new Date(after.publishedAt) : tx.now
    await writeArticle(tx, { articleId, before, after, updatedAt, origin: null, reason, personId, changed: [] })
    return true
  })
}
