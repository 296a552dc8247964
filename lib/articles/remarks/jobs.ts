import { and, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { articles } from '#db/schema/articles.ts'
import { remarkAnswers, remarks } from '#db/schema/newsroom.ts'
import { after, minute } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { defineJob, handle } from '#lib/jobs/job.ts'
import { authorsOf, colleagues } from '../workflow/people.ts'
import { tell } from '../workflow/tell.ts'

/** Between what is said and the mail about it: what else is said meanwhile goes into the same one. */
const waitMinutes = 30

const tellJob = defineJob('remarks-tell', z.object({ articleId: z.uuid() }))

/** Call it in the transaction that says something, before or after: only the first thing said asks for a mail. */
export async function tellOfRemarksLater(ctx: Context, articleId: string): Promise<void> {
  // The job that tells holds it, too: what it did not see asks for another.
  await ctx.db.select({ id: articles.id }).from(articles).where(eq(articles.id, articleId)).for('no key update')
  const untold = await untoldOf(ctx, articleId)
  if (untold.length > 1) return
  await ctx.queue.send(ctx.db, tellJob, { articleId }, { startAfter: after(ctx.now, waitMinutes * minute) })
}

interface Untold {
  id: string
  about: string
  text: string
  personId: string | null
  createdAt: Date
}

async function untoldOf(ctx: Context, articleId: string): Promise<Untold[]> {
  const said = await ctx.db
    .select({
      id: remarks.id,
      about: remarks.quote,
      text: remarks.text,
      personId: remarks.personId,
      createdAt: remarks.createdAt,
    })
    .from(remarks)
    .where(and(eq(remarks.articleId, articleId), isNull(remarks.toldAt)))
  const answered = await ctx.db
    .select({
      id: remarkAnswers.id,
      about: remarks.quote,
      text: remarkAnswers.text,
      personId: remarkAnswers.personId,
      createdAt: remarkAnswers.createdAt,
    })
    .from(remarkAnswers)
    .innerJoin(remarks, eq(remarks.id, remarkAnswers.remarkId))
    .where(and(eq(remarks.articleId, articleId), isNull(remarkAnswers.toldAt)))
  return [...said, ...answered].toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
}

/** Writes to the article's authors, to whoever it waits for, and to all who have said something, about what others said. */
export const tellOfRemarks = handle(tellJob, (ctx, { articleId }) =>
  inTransaction(ctx, async (tx) => {
    const [article] = await tx.db
      .select({ headline: articles.headline, assignedTo: articles.assignedTo })
      .from(articles)
      .where(eq(articles.id, articleId))
      .for('no key update')
    const untold = await untoldOf(tx, articleId)
    if (article === undefined || untold.length === 0) return
    const speakers = await tx.db
      .selectDistinct({ personId: remarks.personId })
      .from(remarks)
      .where(eq(remarks.articleId, articleId))
    const answerers = await tx.db
      .selectDistinct({ personId: remarkAnswers.personId })
      .from(remarkAnswers)
      .innerJoin(remarks, eq(remarks.id, remarkAnswers.remarkId))
      .where(eq(remarks.articleId, articleId))
    const concerned = [
      ...(await authorsOf(tx, articleId)),
      ...(await colleagues(tx, [
        ...(article.assignedTo === null ? [] : [article.assignedTo]),
        ...[...speakers, ...answerers].flatMap(({ personId }) => personId ?? []),
      ])),
    ]
    const names = new Map(
      (await colleagues(tx, [...new Set(untold.flatMap(({ personId }) => personId ?? []))])).map(({ id, name }) => [
        id,
        name,
      ]),
    )
    const last = untold.at(-1)?.id ?? ''
    for (const person of new Map(concerned.map((one) => [one.id, one])).values()) {
      const notes = untold
        .filter(({ personId }) => personId !== person.id)
        .map(({ about, text, personId }) => ({ by: names.get(personId ?? '') ?? '', about, text }))
      if (notes.length === 0) continue
      await tell(tx, [person], {
        happening: 'remarks',
        articleId,
        headline: article.headline,
        by: null,
        notes,
        event: last,
      })
    }
    const told = untold.map(({ id }) => id)
    await tx.db.update(remarks).set({ toldAt: tx.now }).where(inArray(remarks.id, told))
    await tx.db.update(remarkAnswers).set({ toldAt: tx.now }).where(inArray(remarkAnswers.id, told))
  }),
)
