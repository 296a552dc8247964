import { and, asc, count, eq, ilike, isNull, or, sql } from 'drizzle-orm'
import { articleAuthors, authors } from '#db/schema/articles.ts'
import { people } from '#db/schema/people.ts'
import { pictures } from '#db/schema/pictures.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import type { AuthorInput } from './credit-input.ts'
import { announceCredits, freeSlug, lockPair, passOn } from './internal/credit-rows.ts'
import { indexAnewBy } from './internal/index-text.ts'
import { leadOn } from './internal/moved-credits.ts'

export interface AuthorRow {
  id: string
  slug: string
  name: string
  hasBiography: boolean
  hasPortrait: boolean
  articles: number
  /** Whether an account is connected. */
  hasAccount: boolean
}

/** Credited writers by name, at most 200. @param q a part of a name or an address; empty for all */
export async function authorList(ctx: Context, q: string): Promise<AuthorRow[]> {
  const like = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`
  const found = and(
    isNull(authors.mergedInto),
    q === '' ? undefined : or(ilike(authors.name, like), ilike(authors.slug, like)),
  )
  return ctx.db
    .select({
      id: authors.id,
      slug: authors.slug,
      name: authors.name,
      hasBiography: sql<boolean>`${authors.biography} <> ''`,
      hasPortrait: sql<boolean>`${authors.pictureId} is not null`,
      articles: sql<number>`(select count(*)::integer from ${articleAuthors} credited where credited.author_id = ${authors.id})`,
      hasAccount: sql<boolean>`${authors.personId} is not null`,
    })
    .from(authors)
    .where(found)
    .orderBy(asc(authors.name), asc(authors.id))
    .limit(200)
}

export interface AuthorOnFile {
  id: string
  slug: string
  name: string
  biography: string
  picture: { id: string; contentHash: string; width: number; height: number } | null
  /** Whose account writes as this author. */
  person: { id: string; name: string } | null
  articles: number
}

/** Null when there is none, or it was made one with another. */
export async function authorOnFile(ctx: Context, id: string): Promise<AuthorOnFile | null> {
  const [row] = await ctx.db
    .select({ author: authors, picture: pictures, person: { name: people.name, email: people.email } })
    .from(authors)
    .leftJoin(pictures, eq(pictures.id, authors.pictureId))
    .leftJoin(people, eq(people.id, authors.personId))
    .where(and(eq(authors.id, id), isNull(authors.mergedInto)))
  if (!row) return null
  const [credited] = await ctx.db.select({ many: count() }).from(articleAuthors).where(eq(articleAuthors.authorId, id))
  const { slug, name, biography, personId } = row.author
  const { picture, person } = row
  return {
    id,
    slug,
    name,
    biography,
    picture: picture && {
      id: picture.id,
      contentHash: picture.contentHash,
      width: picture.width,
      height: picture.height,
    },
    person: personId !== null && person ? { id: personId, name: person.name ?? person.email } : null,
    articles: credited?.many ?? 0,
  }
}

/** The authors an account writes as. */
export function authorsOfPerson(ctx: Context, personId: string): Promise<{ id: string; slug: string; name: string }[]> {
  return ctx.db
    .select({ id: authors.id, slug: authors.slug, name: authors.name })
    .from(authors)
    .where(and(eq(authors.personId, personId), isNull(authors.mergedInto)))
    .orderBy(asc(authors.name))
}

/** Authors no account writes as, by name, at most 500: to be chosen from. */
export function authorsWithoutAccount(ctx: Context): Promise<{ slug: string; name: string }[]> {
  return ctx.db
    .select({ slug: authors.slug, name: authors.name })
    .from(authors)
    .where(and(isNull(authors.personId), isNull(authors.mergedInto)))
    .orderBy(asc(authors.name))
    .limit(500)
}

/** @returns the author's id @throws Refusal `invalid` for an address that is taken */
export async function makeAuthor(
  ctx: Context,
  input: AuthorInput,
  { actorId, personId = null }: { actorId: string; personId?: string | null },
): Promise<{ id: string; changed: string[] }> {
  return inTransaction(ctx, async (tx) => {
    const slug = await freeSlug(tx, 'author', input, null)
    const [made] = await tx.db
      .insert(authors)
      .values({ ...input, slug, personId, createdAt: tx.now })
      .onConflictDoNothing()
      .returning({ id: authors.id })
    if (!made) throw fieldRefusal('slug', 'Somebody else has just taken this address.')
    await noteAuthor(tx, { actorId, id: made.id, action: 'made an author', details: { name: input.name } })
    return { id: made.id, changed: await announceCredits(tx, 'author', [{ id: made.id, slugs: [slug] }]) }
  })
}

/**
 * Changes what is known of an author. An old address leads to the new one.
 * @returns the tags of what changed @throws Refusal
 */
export async function saveAuthor(ctx: Context, id: string, input: AuthorInput, actorId: string): Promise<string[]> {
  return inTransaction(ctx, async (tx) => {
    const [before] = await tx.db
      .select()
      .from(authors)
      .where(and(eq(authors.id, id), isNull(authors.mergedInto)))
      .for('update')
    if (!before) throw new Refusal('not_found', 'This author is not here any more.')
    const slug = await freeSlug(tx, 'author', input, id)
    await tx.db
      .update(authors)
      .set({ ...input, slug })
      .where(eq(authors.id, id))
    if (slug !== before.slug) await leadOn(tx, 'author', before.slug, slug)
    if (input.name !== before.name) await indexAnewBy(tx, id, input.name)
    await noteAuthor(tx, {
      actorId,
      id,
      action: 'changed an author',
      details: {
        ...(input.name !== before.name && { name: `${before.name} to ${input.name}` }),
        ...(slug !== before.slug && { address: `${before.slug} to ${slug}` }),
        ...(input.biography !== before.biography && { biography: true }),
        ...(input.pictureId !== before.pictureId && { portrait: true }),
      },
    })
    return announceCredits(tx, 'author', [{ id, slugs: [before.slug, slug] }])
  })
}

/**
 * Makes one author of two: everything one wrote is the other's, its address leads there, and imports find the other by it.
 * What the other lacks (biography, portrait, account) it takes over.
 * @returns the tags of what changed @throws Refusal
 */
export async function mergeAuthors(
  ctx: Context,
  { fromId, intoId, actorId }: { fromId: string; intoId: string; actorId: string },
): Promise<string[]> {
  return inTransaction(ctx, async (tx) => {
    const { from, into } = await lockPair(tx, 'author', fromId, intoId)
    await passOn(tx, 'author', fromId, intoId)
    await tx.db.execute(sql`
      update authors kept set
        biography = case when kept.biography = '' then gone.biography else kept.biography end,
        picture_id = coalesce(kept.picture_id, gone.picture_id),
        person_id = coalesce(kept.person_id, gone.person_id)
      from authors gone where kept.id = ${intoId} and gone.id = ${fromId}`)
    await tx.db.update(authors).set({ mergedInto: intoId }).where(eq(authors.mergedInto, fromId))
    await tx.db.update(authors).set({ mergedInto: intoId, personId: null }).where(eq(authors.id, fromId))
    await leadOn(tx, 'author', from.slug, into.slug)
    await indexAnewBy(tx, intoId, into.name)
    await noteAuthor(tx, {
      actorId,
      id: intoId,
      action: 'made one author of two',
      details: { gone: from.name, address: from.slug },
    })
    return announceCredits(tx, 'author', [
      { id: fromId, slugs: [from.slug] },
      { id: intoId, slugs: [into.slug] },
    ])
  })
}

/**
 * Lets an account write as an author: its drafts are then theirs.
 * @param name an author's address, or the whole of a name that only one has
 * @throws Refusal `invalid` when nobody is so called, several are, or another account writes as them
 */
export async function connectAuthor(
  ctx: Context,
  { personId, name, actorId }: { personId: string; name: string; actorId: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const called = await tx.db
      .select({ id: authors.id, slug: authors.slug, name: authors.name, personId: authors.personId })
      .from(authors)
      .where(and(isNull(authors.mergedInto), or(eq(authors.slug, name), sql`lower(${authors.name}) = lower(${name})`)))
      .for('update')
    const found = called.length === 1 ? called : called.filter(({ slug }) => slug === name)
    const [author] = found
    if (!author)
      throw fieldRefusal(
        'author',
        called.length === 0
          ? 'No author is called that.'
          : `Several are called that: type the address of one, such as ${called[0]?.slug}.`,
      )
    if (author.personId !== null && author.personId !== personId)
      throw fieldRefusal('author', 'Another account writes as this author. Take it from there first.')
    await tx.db.update(authors).set({ personId }).where(eq(authors.id, author.id))
    await noteAuthor(tx, {
      actorId,
      id: author.id,
      action: 'connected an author to an account',
      details: { account: personId },
    })
  })
}

/** Ends that an account writes as an author. @throws Refusal `conflict` when it does not */
export async function disconnectAuthor(
  ctx: Context,
  { personId, authorId, actorId }: { personId: string; authorId: string; actorId: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [done] = await tx.db
      .update(authors)
      .set({ personId: null })
      .where(and(eq(authors.id, authorId), eq(authors.personId, personId)))
      .returning({ id: authors.id })
    if (!done) throw new Refusal('conflict', 'This account does not write as that author any more.')
    const details = { account: personId }
    await noteAuthor(tx, { actorId, id: authorId, action: 'disconnected an author from an account', details })
  })
}

function noteAuthor(
  tx: Context,
  {
    actorId,
    id,
    action,
    details,
  }: { actorId: string; id: string; action: string; details: Record<string, string | boolean> },
): Promise<void> {
  return recordAudit(tx, { actorId, action, subject: subjectOf('author', id), details })
}
