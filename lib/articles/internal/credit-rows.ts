import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import { articleAuthors, articleTopics, authors, topics } from '#db/schema/articles.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import type { Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { slugify } from '../model.ts'
import type { CreditKind } from './moved-credits.ts'

const tables = { author: authors, topic: topics } as const

/**
 * The address that was asked for, or one made from the name.
 * @throws Refusal `invalid` when another author, or topic, has it or had it before it was made one with another
 */
export async function freeSlug(
  tx: Context,
  kind: CreditKind,
  { name, slug }: { name: string; slug: string },
  ownId: string | null,
): Promise<string> {
  const wanted = slug || slugify(name)
  if (wanted === '') throw fieldRefusal('slug', 'Choose an address: none can be made from this name.')
  const table = tables[kind]
  const [other] = await tx.db
    .select({ name: table.name })
    .from(table)
    .where(ownId === null ? eq(table.slug, wanted) : and(eq(table.slug, wanted), ne(table.id, ownId)))
  if (other) throw fieldRefusal('slug', `${other.name} has the address /${kind}s/${wanted}. Choose another.`)
  return wanted
}

/** Locks the two that become one, in one order everywhere. @throws Refusal when they are one, or one is not there */
export async function lockPair(
  tx: Context,
  kind: CreditKind,
  fromId: string,
  intoId: string,
): Promise<{ from: { id: string; slug: string; name: string }; into: { id: string; slug: string; name: string } }> {
  if (fromId === intoId) throw fieldRefusal('into', `Choose another ${kind}: this is the same.`)
  const table = tables[kind]
  const rows = await tx.db
    .select({ id: table.id, slug: table.slug, name: table.name })
    .from(table)
    .where(and(inArray(table.id, [fromId, intoId]), isNull(table.mergedInto)))
    .orderBy(asc(table.id))
    .for('update')
  const [from, into] = [fromId, intoId].map((id) => rows.find((row) => row.id === id))
  if (!from || !into) throw new Refusal('conflict', `One of the two ${kind}s is not here any more.`)
  return { from, into }
}

/** Whatever is credited to one is credited to the other; an article that had both has the other once. */
export async function passOn(tx: Context, kind: CreditKind, fromId: string, intoId: string): Promise<void> {
  const [table, column] =
    kind === 'author' ? [articleAuthors, sql.raw('author_id')] : [articleTopics, sql.raw('topic_id')]
  await tx.db.execute(sql`
    delete from ${table} doubled using ${table} kept
    where doubled.article_id = kept.article_id and doubled.${column} = ${fromId} and kept.${column} = ${intoId}`)
  await tx.db.execute(sql`update ${table} set ${column} = ${intoId} where ${column} = ${fromId}`)
}

/** Announces that authors or topics are called, or found, otherwise; @returns the tags, for whoever wants to see it at once */
export async function announceCredits(
  tx: Context,
  kind: CreditKind,
  changed: { id: string; slugs: string[] }[],
): Promise<string[]> {
  const [idTag, slugTag] = kind === 'author' ? [tags.author, tags.authorSlug] : [tags.topic, tags.topicSlug]
  const all = [
    tags.credits,
    tags.front,
    tags.topics,
    ...changed.flatMap(({ id, slugs }) => [idTag(id), ...slugs.map(slugTag)]),
  ]
  await announceChange(tx, all)
  return all
}
