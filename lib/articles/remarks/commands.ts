import { and, eq, isNull } from 'drizzle-orm'
import { v7 } from 'uuid'
import { z } from 'zod'
import { remarkAnswers, remarks } from '#db/schema/newsroom.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { plainText } from '#lib/plain-text.ts'
import type { StaffMember } from '../policy.ts'
import { articleAtWork } from '../workflow/people.ts'
import { tellOfRemarksLater } from './jobs.ts'
import { mayChange, mayRemark } from './policy.ts'

const textSchema = plainText.trim().min(1, 'Write something.').max(4000, 'Write at most 4,000 characters.')

export const remarkSchema = z.object({
  text: textSchema,
  /** The passage it is about; empty: the whole article. */
  quote: plainText.trim().max(2000, 'Mark a passage of at most 2,000 characters.').default(''),
  block: z.coerce.number().int().nonnegative().max(100_000).nullable().default(null),
})
export const saidSchema = z.object({ text: textSchema })

/** @returns the remark's id @throws Refusal: not_found; forbidden */
export function addRemark(
  ctx: Context,
  articleId: string,
  input: z.input<typeof remarkSchema>,
  staff: StaffMember,
): Promise<string> {
  const { text, quote, block } = remarkSchema.parse(input)
  return inTransaction(ctx, async (tx) => {
    await requireRight(tx, articleId, staff)
    const id = v7({ msecs: tx.now.getTime() })
    const place = quote === '' ? { quote: '', block: null } : { quote, block: block ?? 0 }
    await tx.db.insert(remarks).values({ id, articleId, text, ...place, personId: staff.personId, createdAt: tx.now })
    await tellOfRemarksLater(tx, articleId)
    return id
  })
}

/** Answers a remark; one that was settled is open again by that. @throws Refusal: not_found; forbidden */
export function answerRemark(
  ctx: Context,
  remarkId: string,
  input: z.input<typeof saidSchema>,
  staff: StaffMember,
): Promise<void> {
  const { text } = saidSchema.parse(input)
  return inTransaction(ctx, async (tx) => {
    const articleId = await lockRemark(tx, remarkId, staff)
    await tx.db
      .insert(remarkAnswers)
      .values({ id: v7({ msecs: tx.now.getTime() }), remarkId, text, personId: staff.personId, createdAt: tx.now })
    await tx.db.update(remarks).set({ resolvedAt: null, resolvedBy: null }).where(eq(remarks.id, remarkId))
    await tellOfRemarksLater(tx, articleId)
  })
}

/** Settles a remark, or opens it again. Who settled it first stays. @throws Refusal: not_found; forbidden */
export function settleRemark(ctx: Context, remarkId: string, isSettled: boolean, staff: StaffMember): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    await lockRemark(tx, remarkId, staff)
    await tx.db
      .update(remarks)
      .set(isSettled ? { resolvedAt: tx.now, resolvedBy: staff.personId } : { resolvedAt: null, resolvedBy: null })
      .where(isSettled ? and(eq(remarks.id, remarkId), isNull(remarks.resolvedAt)) : eq(remarks.id, remarkId))
  })
}

/**
 * Puts otherwise what one has written oneself, a remark or an answer, for a while.
 * @throws Refusal: not_found; forbidden; invalid with a fault for `text` when it is too late
 */
export function changeSaid(
  ctx: Context,
  saidId: string,
  input: z.input<typeof saidSchema>,
  staff: StaffMember,
): Promise<void> {
  const { text } = saidSchema.parse(input)
  return inTransaction(ctx, async (tx) => {
    const [answer] = await tx.db.select().from(remarkAnswers).where(eq(remarkAnswers.id, saidId))
    await lockRemark(tx, answer?.remarkId ?? saidId, staff)
    const table = answer === undefined ? remarks : remarkAnswers
    const [said] = await tx.db
      .select({ personId: table.personId, createdAt: table.createdAt })
      .from(table)
      .where(eq(table.id, saidId))
    if (said === undefined) throw gone()
    if (said.personId !== staff.personId) throw new Refusal('forbidden', 'Only whoever wrote it puts it otherwise.')
    if (!mayChange(staff, said, tx.now)) throw fieldRefusal('text', 'That is too long ago: write an answer instead.')
    await tx.db.update(table).set({ text, editedAt: tx.now }).where(eq(table.id, saidId))
  })
}

async function requireRight(ctx: Context, articleId: string, staff: StaffMember): Promise<void> {
  const article = await articleAtWork(ctx, articleId)
  if (article === null) throw new Refusal('not_found', 'That article is no longer here.')
  if (!mayRemark(staff, article)) throw new Refusal('forbidden', 'Remarks are between its authors and the editors.')
}

/** @returns the article's id */
async function lockRemark(ctx: Context, remarkId: string, staff: StaffMember): Promise<string> {
  const [remark] = await ctx.db
    .select({ articleId: remarks.articleId })
    .from(remarks)
    .where(eq(remarks.id, remarkId))
    .for('update')
  if (remark === undefined) throw gone()
  await requireRight(ctx, remark.articleId, staff)
  return remark.articleId
}

function gone(): Refusal {
  return new Refusal('not_found', 'That remark is no longer here.')
}
