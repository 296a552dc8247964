import { changeStanding } from '#lib/articles/internal/standing.ts'
import { isBeforePublishing, standingFor } from '#lib/articles/model.ts'
import type { Context } from '#lib/context.ts'

interface Deed {
  articleId: string
  personId: string | null
}

/**
 * Publishes an article, or schedules it, without what the desk asks for before that (lib/articles/workflow).
 * @param deed.at later than the context's time schedules it; absent: when it was first published, or now
 */
export async function publishArticle(ctx: Context, { articleId, at, personId }: Deed & { at?: Date }): Promise<void> {
  await changeStanding(ctx, articleId, personId, 'Published', (before) => {
    const { state, publishedAt } = standingFor(
      { state: 'published', publishedAt: at },
      { state: 'draft', publishedAt: before.publishedAt === null ? null : new Date(before.publishedAt) },
      ctx.now,
    )
    return { ...before, state, publishedAt: publishedAt?.toISOString() ?? null }
  })
}

/** Takes an article down, without what the desk asks for before that. */
export async function unpublishArticle(ctx: Context, { articleId, personId }: Deed): Promise<void> {
  await changeStanding(ctx, articleId, personId, 'Taken down', (before) =>
    isBeforePublishing(before.state) ? before : { ...before, state: 'unpublished' },
  )
}
