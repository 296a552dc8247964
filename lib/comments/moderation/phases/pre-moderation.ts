import { eq } from 'drizzle-orm'
import { articles, articleTopics, topics } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { hold, type Phase } from '../phase.ts'

type Mode = 'pre' | 'post'

/** What waits whatever it says. The most specific rule wins: the person's, the article's, its topics', the magazine's. */
export const preModeration: Phase = {
  name: 'pre_moderation',
  async examine(ctx, { articleId, waits }, settings) {
    if (waits) return [hold('Everything this person writes waits for a moderator.')]
    const { article, ofTopics } = await modesOf(ctx, articleId)
    if (article !== null) return article === 'pre' ? [hold('Comments under this article wait for a moderator.')] : []
    const waiting = ofTopics.find(({ mode }) => mode === 'pre')
    if (waiting) return [hold(`Comments under articles on ${waiting.name} wait for a moderator.`)]
    if (ofTopics.length > 0 || settings.moderation === 'post') return []
    return [hold('Every comment waits for a moderator.')]
  },
}

/** Where one of an article's topics is careful and another is not, the careful one counts. */
async function modesOf(
  ctx: Context,
  articleId: string,
): Promise<{ article: Mode | null; ofTopics: { name: string; mode: Mode }[] }> {
  const [[article], of] = await Promise.all([
    ctx.db.select({ mode: articles.moderation }).from(articles).where(eq(articles.id, articleId)),
    ctx.db
      .select({ name: topics.name, mode: topics.moderation })
      .from(articleTopics)
      .innerJoin(topics, eq(topics.id, articleTopics.topicId))
      .where(eq(articleTopics.articleId, articleId)),
  ])
  return {
    article: article?.mode ?? null,
    ofTopics: of.flatMap(({ name, mode }) => (mode === null ? [] : [{ name, mode }])),
  }
}
