import { asc, eq } from 'drizzle-orm'
import { topics } from '#db/schema/articles.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'

type Mode = 'pre' | 'post' | null

/** Every topic by name, with whether comments under its articles wait; null leaves it to the magazine's setting. */
export function topicModeration(ctx: Context): Promise<{ slug: string; name: string; moderation: Mode }[]> {
  return ctx.db
    .select({ slug: topics.slug, name: topics.name, moderation: topics.moderation })
    .from(topics)
    .orderBy(asc(topics.name))
    .limit(2_000)
}

/** Sets it for the topics named. Only what is written from now on is treated so. */
export async function setTopicModeration(
  ctx: Context,
  modes: ReadonlyMap<string, Mode>,
  actorId: string,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const all = await tx.db
      .select({ id: topics.id, slug: topics.slug, moderation: topics.moderation })
      .from(topics)
      .orderBy(asc(topics.id))
      .for('update')
    for (const { id, slug, moderation } of all) {
      const mode = modes.get(slug)
      if (mode === undefined || mode === moderation) continue
      await tx.db.update(topics).set({ moderation: mode }).where(eq(topics.id, id))
      await recordAudit(tx, {
        actorId,
        action: 'changed how comments on a topic are moderated',
        subject: subjectOf('topic', id),
        details: { moderation: `${moderation ?? 'as the settings say'} to ${mode ?? 'as the settings say'}` },
      })
    }
  })
}
