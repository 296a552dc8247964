import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { comments } from '#db/schema/comments.ts'
import { people } from '#db/schema/people.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { displayNameSchema } from '#lib/people/model.ts'
import { emailHash } from './email-hash.ts'
import { countNew } from './internal/state.ts'
import { placeUnder, type CommentState } from './model.ts'

/** Characters of one comment from elsewhere; longer ones are no comments. */
const longestImported = 50_000

export interface ImportedComment {
  articleId: string
  /** The comment answered, as it is called here; null when it answers the article. */
  parentId: string | null
  /** Where it comes from, and what it is called there: the same twice is one comment. */
  source: string
  sourceRef: string
  name: string
  /** Never kept: by it the writer is found, now or when they first sign in. */
  email: string
  text: string
  state: Extract<CommentState, 'published' | 'held'>
  createdAt: Date
}

/** What must be known before comments from elsewhere are taken in; asked once for a whole thread. */
export interface Thread {
  /** Those that are here already, by what they are called there. */
  there: Map<string, { id: string; text: string; revision: number; personId: string | null }>
  /** Ids of the people who have shown that an address is theirs. */
  writers: Map<string, string>
  /** Where each of `there`, and each that has come since, stands, by its id here. */
  places: Map<string, { id: string; attachedTo: string | null; depth: number }>
}

/** @param comments of one article and one source */
export async function threadOf(
  tx: Context,
  source: string,
  comments: Pick<ImportedComment, 'sourceRef' | 'email'>[],
): Promise<Thread> {
  const rows = await importedBefore(
    tx,
    source,
    comments.map(({ sourceRef }) => sourceRef),
  )
  const emails = [...new Set(comments.map(({ email }) => addressOf(email)).filter((email) => email !== ''))]
  const known =
    emails.length === 0
      ? []
      : await tx.db
          .select({ id: people.id, email: people.email })
          .from(people)
          .where(and(inArray(people.email, emails), isNotNull(people.emailVerified)))
  return {
    there: new Map(rows.map((row) => [row.sourceRef ?? '', row])),
    writers: new Map(known.map(({ id, email }) => [email, id])),
    places: new Map(rows.map((row) => [row.id, row])),
  }
}

async function importedBefore(tx: Context, source: string, refs: string[]) {
  if (refs.length === 0) return []
  return tx.db
    .select({
      id: comments.id,
      sourceRef: comments.sourceRef,
      text: comments.text,
      revision: comments.revision,
      personId: comments.personId,
      attachedTo: comments.attachedTo,
      depth: comments.depth,
    })
    .from(comments)
    .where(and(eq(comments.source, source), inArray(comments.sourceRef, refs)))
}

function addressOf(email: string): string {
  return email.trim().toLowerCase()
}

/**
 * Takes a comment in that was written elsewhere. Call it in a transaction. One that is here already is given its new
 * text, if it has another there and was not changed here; its state is left to the moderators here. Nobody is told.
 * @param thread what is known of the comment's thread; learns of this one
 * @returns what it is called here, and whether its writer has an account here
 * @throws Refusal when it is endlessly long
 */
export async function importComment(
  tx: Context,
  { email, name, parentId, ...comment }: ImportedComment,
  thread: Thread,
): Promise<{ id: string; result: 'created' | 'updated' | 'unchanged'; isMatched: boolean }> {
  const text = readable(comment.text)
  if (text.length > longestImported) throw new Refusal('invalid', `It has more than ${longestImported} characters.`)
  const there = thread.there.get(comment.sourceRef)
  if (there) {
    const isMatched = there.personId !== null
    if (there.text === text || there.revision > 1 || there.text === '')
      return { id: there.id, result: 'unchanged', isMatched }
    await tx.db.update(comments).set({ text }).where(eq(comments.id, there.id))
    await announceChange(tx, [tags.comments(comment.articleId)])
    return { id: there.id, result: 'updated', isMatched }
  }
  const writer = thread.writers.get(addressOf(email))
  const place = placeUnder((parentId === null ? undefined : thread.places.get(parentId)) ?? null)
  const [row] = await tx.db
    .insert(comments)
    .values({
      ...comment,
      ...place,
      text,
      ...(writer !== undefined
        ? { personId: writer }
        : { importedName: nameOf(name), importedEmailHash: email.trim() === '' ? null : emailHash(tx.config, email) }),
    })
    .returning({ id: comments.id })
  if (!row) throw new Error('a comment was not kept')
  thread.there.set(comment.sourceRef, { id: row.id, text, revision: 1, personId: writer ?? null })
  thread.places.set(row.id, { id: row.id, attachedTo: place.attachedTo, depth: place.depth })
  await countNew(tx, { articleId: comment.articleId, attachedTo: place.attachedTo, state: comment.state })
  return { id: row.id, result: 'created', isMatched: writer !== undefined }
}

/**
 * Gives somebody who has signed in, and so has shown that the address is theirs, what they wrote elsewhere under it.
 * @returns how many comments became theirs
 */
export async function claimImported(ctx: Context, personId: string): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const [person] = await tx.db
      .select({ email: people.email, name: people.name })
      .from(people)
      .where(eq(people.id, personId))
    if (!person) return 0
    const written = eq(comments.importedEmailHash, emailHash(tx.config, person.email))
    const [signed] = await tx.db.select({ name: comments.importedName }).from(comments).where(written).limit(1)
    if (!signed) return 0
    // Whoever has no name here yet goes on under the one they had there.
    const name = displayNameSchema.safeParse(signed.name)
    if (person.name === null && name.success)
      await tx.db.update(people).set({ name: name.data }).where(eq(people.id, personId))
    const own = await tx.db
      .update(comments)
      .set({ personId, importedName: null, importedEmailHash: null })
      .where(written)
      .returning({ articleId: comments.articleId })
    await announceChange(
      tx,
      own.map(({ articleId }) => tags.comments(articleId)),
    )
    return own.length
  })
}

function nameOf(name: string): string {
  const shown = name
    .replaceAll(/[<>{}\p{Cc}\p{Cf}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return shown === '' ? 'A reader' : shown.slice(0, 100)
}

/** Invisible characters that would turn text round or hide it are left out of what others wrote long ago. */
function readable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '').trim()
}
