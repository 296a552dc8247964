import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { houseAds } from '#db/schema/ads.ts'
import { articleTopics, topics } from '#db/schema/articles.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { tags } from '#lib/cache/tags.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import type { TopicInput } from './credit-input.ts'
import { announceCredits, freeSlug, lockPair, passOn } from './internal/credit-rows.ts'
import { leadOn } from './internal/moved-credits.ts'

export interface TopicRow {
  id: string
  slug: string
  name: string
  description: string
  /** Its place in the masthead, from 0; null when it is not in it. */
  position: number | null
  articles: number
}

const rowFields = {
  id: topics.id,
  slug: topics.slug,
  name: topics.name,
  description: topics.description,
  position: topics.position,
  articles: sql<number>`(select count(*)::integer from ${articleTopics} filed where filed.topic_id = ${topics.id})`,
}

/** Every topic: the masthead's in their order, then the others by name; at most 2,000. */
export function topicList(ctx: Context): Promise<TopicRow[]> {
  return ctx.db
    .select(rowFields)
    .from(topics)
    .where(isNull(topics.mergedInto))
    .orderBy(sql`${topics.position} asc nulls last`, asc(topics.name), asc(topics.id))
    .limit(2_000)
}

/** Null when there is none, or it was made one with another. */
export async function topicOnFile(ctx: Context, id: string): Promise<TopicRow | null> {
  const [row] = await ctx.db
    .select(rowFields)
    .from(topics)
    .where(and(eq(topics.id, id), isNull(topics.mergedInto)))
  return row ?? null
}

/** @returns the topic's id; it has no place in the masthead yet @throws Refusal `invalid` for an address that is taken */
export async function makeTopic(
  ctx: Context,
  input: TopicInput,
  actorId: string,
): Promise<{ id: string; changed: string[] }> {
  return inTransaction(ctx, async (tx) => {
    const slug = await freeSlug(tx, 'topic', input, null)
    const [made] = await tx.db
      .insert(topics)
      .values({ ...input, slug })
      .onConflictDoNothing()
      .returning({ id: topics.id })
    if (!made) throw fieldRefusal('slug', 'Somebody else has just taken this address.')
    await noteTopic(tx, { actorId, id: made.id, action: 'made a topic', details: { name: input.name } })
    return { id: made.id, changed: await announceCredits(tx, 'topic', [{ id: made.id, slugs: [slug] }]) }
  })
}

/** Changes what a topic is called and where it is. An old address leads to the new one. @returns the tags of what changed */
export async function saveTopic(ctx: Context, id: string, input: TopicInput, actorId: string): Promise<string[]> {
  return inTransaction(ctx, async (tx) => {
    const [before] = await tx.db
      .select()
      .from(topics)
      .where(and(eq(topics.id, id), isNull(topics.mergedInto)))
      .for('update')
    if (!before) throw new Refusal('not_found', 'This topic is not here any more.')
    const slug = await freeSlug(tx, 'topic', input, id)
    await tx.db
      .update(topics)
      .set({ ...input, slug })
      .where(eq(topics.id, id))
    const moved = slug !== before.slug
    if (moved) await leadTopicOn(tx, before.slug, slug)
    await noteTopic(tx, {
      actorId,
      id,
      action: 'changed a topic',
      details: {
        ...(input.name !== before.name && { name: `${before.name} to ${input.name}` }),
        ...(moved && { address: `${before.slug} to ${slug}` }),
        ...(input.description !== before.description && { description: true }),
      },
    })
    const changed = await announceCredits(tx, 'topic', [{ id, slugs: [before.slug, slug] }])
    return moved ? [...changed, tags.ads] : changed
  })
}

/** Makes one topic of two: what is on one is on the other, and its address leads there. @returns the tags of what changed */
export async function mergeTopics(
  ctx: Context,
  { fromId, intoId, actorId }: { fromId: string; intoId: string; actorId: string },
): Promise<string[]> {
  return inTransaction(ctx, async (tx) => {
    const { from, into } = await lockPair(tx, 'topic', fromId, intoId)
    await passOn(tx, 'topic', fromId, intoId)
    await tx.db.update(topics).set({ mergedInto: intoId }).where(eq(topics.mergedInto, fromId))
    await tx.db.update(topics).set({ mergedInto: intoId, position: null }).where(eq(topics.id, fromId))
    await leadTopicOn(tx, from.slug, into.slug)
    await noteTopic(tx, {
      actorId,
      id: intoId,
      action: 'made one topic of two',
      details: { gone: from.name, address: from.slug },
    })
    const changed = await announceCredits(tx, 'topic', [
      { id: fromId, slugs: [from.slug] },
      { id: intoId, slugs: [into.slug] },
    ])
    return [...changed, tags.ads]
  })
}

export const topicMoves = ['up', 'down', 'in', 'out'] as const
export type TopicMove = (typeof topicMoves)[number]

/**
 * Moves a topic in the masthead by one place, or takes it into it (at the end) or out.
 * @returns its place then, from 1, or null when it is out; and the tags of what changed
 */
export async function moveTopic(
  ctx: Context,
  { id, move, actorId }: { id: string; move: TopicMove; actorId: string },
): Promise<{ name: string; place: number | null; changed: string[] }> {
  return inTransaction(ctx, async (tx) => {
    const inMasthead = await tx.db
      .select({ id: topics.id })
      .from(topics)
      .where(isNotNull(topics.position))
      .orderBy(asc(topics.position), asc(topics.id))
      .for('update')
    const topic = await topicOnFile(tx, id)
    if (!topic) throw new Refusal('not_found', 'This topic is not here any more.')
    const before = inMasthead.map((one) => one.id)
    const after = moved(before, id, move)
    const place = after.indexOf(id)
    const result = { name: topic.name, place: place === -1 ? null : place + 1 }
    if (after.join() === before.join()) return { ...result, changed: [] }
    for (const [position, topicId] of after.entries())
      await tx.db.update(topics).set({ position }).where(eq(topics.id, topicId))
    if (place === -1) await tx.db.update(topics).set({ position: null }).where(eq(topics.id, id))
    await noteTopic(tx, { actorId, id, action: 'moved a topic in the masthead', details: { place: result.place } })
    await announceChange(tx, [tags.topics, tags.front])
    return { ...result, changed: [tags.topics, tags.front] }
  })
}

/** The masthead's order with one of it moved. */
export function moved(order: readonly string[], id: string, move: TopicMove): string[] {
  const others = order.filter((one) => one !== id)
  const at = order.indexOf(id)
  if (move === 'out') return others
  if (at === -1) return [...others, id]
  const to = move === 'up' ? Math.max(0, at - 1) : move === 'down' ? at + 1 : at
  return others.toSpliced(to, 0, id)
}

/** House ads name the topics they stand on by address; feeds are read at theirs. */
async function leadTopicOn(tx: Context, oldSlug: string, newSlug: string): Promise<void> {
  await leadOn(tx, 'topic', oldSlug, newSlug)
  await tx.db
    .update(houseAds)
    .set({ topicSlugs: sql`array_replace(${houseAds.topicSlugs}, ${oldSlug}, ${newSlug})` })
    .where(sql`${oldSlug} = any(${houseAds.topicSlugs})`)
  await announceChange(tx, [tags.ads])
}

function noteTopic(
  tx: Context,
  note: { actorId: string; id: string; action: string; details: Record<string, string | number | boolean | null> },
): Promise<void> {
  const { actorId, id, action, details } = note
  return recordAudit(tx, { actorId, action, subject: subjectOf('topic', id), details })
}
