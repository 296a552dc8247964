import { createHash } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { authors, topics } from '#db/schema/articles.ts'
import { tags } from '#lib/cache/tags.ts'
import type { Context } from '#lib/context.ts'
import { slugify } from '../model.ts'
import { presentSlugs, type CreditKind } from './moved-credits.ts'

export interface NamedAuthor {
  name: string
  /** Made from the name when absent. */
  slug?: string
  /** Used where there is none yet: every article of an import carries one, and the desk's own is the newest. */
  biography?: string
  /** Their portrait, used where there is none yet. */
  pictureId?: string
}

export interface NamedTopic {
  name: string
  slug?: string
  /** Of a topic that is made. */
  description?: string
}

/** A name in letters that slugify cannot write still has one address, the same every time. */
function slugFor(kind: CreditKind, named: NamedTopic): string {
  return (
    named.slug ??
    (slugify(named.name) || `${kind}-${createHash('sha256').update(named.name).digest('hex').slice(0, 10)}`)
  )
}

/**
 * Finds authors by their slugs, in the given order, and makes those that are missing.
 * @param changed gets the cache tags of what was made or rewritten
 */
export async function findOrMakeAuthors(
  ctx: Context,
  named: NamedAuthor[],
  changed: string[],
): Promise<{ id: string; slug: string; name: string }[]> {
  const wanted = await asTheyAreNow(ctx, 'author', named)
  if (wanted.length === 0) return []
  const made = await ctx.db
    .insert(authors)
    .values(
      bySlug(wanted).map(({ name, slug, biography, pictureId }) => ({
        name,
        slug,
        biography: biography ?? '',
        pictureId: pictureId ?? null,
        createdAt: ctx.now,
      })),
    )
    .onConflictDoNothing({ target: authors.slug })
    .returning({ slug: authors.slug })
  changed.push(...made.map(({ slug }) => tags.authorSlug(slug)))
  const found = await ctx.db
    .select({
      id: authors.id,
      slug: authors.slug,
      name: authors.name,
      biography: authors.biography,
      pictureId: authors.pictureId,
    })
    .from(authors)
    .where(inArray(authors.slug, slugsOf(wanted)))
  for (const author of found) {
    const said = wanted.find(({ slug }) => slug === author.slug)
    const news = {
      ...(said?.biography && author.biography === '' && { biography: said.biography }),
      ...(said?.pictureId && author.pictureId === null && { pictureId: said.pictureId }),
    }
    if (Object.keys(news).length === 0) continue
    await ctx.db.update(authors).set(news).where(eq(authors.id, author.id))
    changed.push(tags.author(author.id), tags.authorSlug(author.slug))
  }
  return inOrder(wanted, found)
}

/** The same for topics; new ones have no place in the masthead. */
export async function findOrMakeTopics(
  ctx: Context,
  named: NamedTopic[],
  changed: string[],
): Promise<{ id: string; slug: string; name: string }[]> {
  const wanted = await asTheyAreNow(ctx, 'topic', named)
  if (wanted.length === 0) return []
  const made = await ctx.db
    .insert(topics)
    .values(bySlug(wanted).map(({ name, slug, description }) => ({ name, slug, description: description ?? '' })))
    .onConflictDoNothing({ target: topics.slug })
    .returning({ slug: topics.slug })
  changed.push(...made.map(({ slug }) => tags.topicSlug(slug)))
  return inOrder(
    wanted,
    await ctx.db
      .select({ id: topics.id, slug: topics.slug, name: topics.name })
      .from(topics)
      .where(inArray(topics.slug, slugsOf(wanted))),
  )
}

/** Each once, by the address it has here today: what was renamed or made one with another is not made anew. */
async function asTheyAreNow<Named extends NamedTopic>(
  ctx: Context,
  kind: CreditKind,
  named: Named[],
): Promise<(Named & { slug: string })[]> {
  const addressed = named.map((one) => ({ ...one, slug: slugFor(kind, one) }))
  const present = await presentSlugs(ctx, kind, slugsOf(addressed))
  return distinct(addressed.map((one) => ({ ...one, slug: present.get(one.slug) ?? one.slug })))
}

/**
 * Inserted in one order everywhere, so that two transactions that make the same ones wait for each other rather than
 * both for ever.
 */
function bySlug<Named extends { slug: string }>(named: Named[]): Named[] {
  return named.toSorted((one, other) => (one.slug < other.slug ? -1 : 1))
}

function distinct<Named extends { slug: string }>(named: Named[]): Named[] {
  return [...new Map(named.toReversed().map((one) => [one.slug, one])).values()].toReversed()
}

function slugsOf(named: { slug: string }[]): string[] {
  return named.map(({ slug }) => slug)
}

function inOrder(
  wanted: { slug: string }[],
  found: { id: string; slug: string; name: string }[],
): { id: string; slug: string; name: string }[] {
  return wanted.flatMap(({ slug }) => {
    const one = found.find((row) => row.slug === slug)
    return one === undefined ? [] : [{ id: one.id, slug: one.slug, name: one.name }]
  })
}
