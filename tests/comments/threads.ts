import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { comments } from '#db/schema/comments.ts'
import { after, minute } from '#lib/clock.ts'
import { changeState, countNew, lockComment } from '#lib/comments/internal/state.ts'
import { placeUnder, type CommentSort, type CommentState, type ShownComment } from '#lib/comments/model.ts'
import { threadPage } from '#lib/comments/thread.ts'
import { inTransaction, type Context } from '#lib/context.ts'

interface Written {
  articleId: string
  personId: string
}

/** Writes one comment as the product does, without its gate, so that a test can write hundreds at times of its own. */
export async function write(
  ctx: Context,
  { articleId, personId }: Written,
  given: {
    text?: string
    parentId?: string | undefined
    state?: CommentState
    likes?: number
    at?: Date
    badge?: 'patron'
  } = {},
): Promise<string> {
  const { text = 'Well said.', parentId, state = 'published', likes = 0, at = ctx.now, badge } = given
  return inTransaction(ctx, async (tx) => {
    const [parent] =
      parentId === undefined
        ? []
        : await tx.db
            .select({ id: comments.id, attachedTo: comments.attachedTo, depth: comments.depth })
            .from(comments)
            .where(eq(comments.id, parentId))
    const place = placeUnder(parent ?? null)
    const id = v7()
    await tx.db
      .insert(comments)
      .values({ id, articleId, personId, ...place, text, state, likes, badge, submissionId: v7(), createdAt: at })
    await countNew(tx, { articleId, attachedTo: place.attachedTo, state })
    return id
  })
}

/** The same moment for the first, a minute later for each that follows. */
export function minuteOf(ctx: Context, number: number): Date {
  return after(ctx.now, number * minute)
}

export async function become(ctx: Context, id: string, state: CommentState): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const comment = await lockComment(tx, id)
    if (!comment) throw new Error('there is no such comment')
    await changeState(tx, comment, state)
  })
}

/** Every page of a thread, one after the other. */
export async function pagesOf(
  ctx: Context,
  articleId: string,
  options: { sort: CommentSort; limit: number },
): Promise<ShownComment[][]> {
  const pages: ShownComment[][] = []
  let cursor: string | undefined
  do {
    const page = await threadPage(ctx, articleId, { ...options, after: cursor })
    pages.push(page.comments)
    cursor = page.after ?? undefined
  } while (cursor !== undefined)
  return pages
}
