import { and, asc, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { caseEvents, caseFiles, cases } from '#db/schema/cases.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { caseReference } from './model.ts'

/** Stand in place of what was there; the address is under a name reserved for nobody (RFC 2606), and no mail goes there. */
const forgottenName = 'Name removed'
const forgottenEmail = 'forgotten@deleted.invalid'

/** What people wrote, and what the desk wrote to and about them. Reasons for decisions stay: they are the record. */
const writings = ['received', 'letter_in', 'letter_out', 'note', 'statement', 'statement_asked']

/** Of the details of those: who was asked and how it came, which are the desk's own facts. */
const factsKept = ['author', 'article', 'asked', 'via']

const due = (closedBefore: Date) =>
  and(isNotNull(cases.closedAt), lte(cases.closedAt, closedBefore), isNull(cases.forgottenAt))

/** How many cases were closed before an instant and still hold their reader's data. */
export function countCasesToForget(ctx: Context, closedBefore: Date): Promise<number> {
  return ctx.db.$count(cases, due(closedBefore))
}

/**
 * Takes name, address, letters and files out of cases that were closed before an instant. What regulators ask a magazine to
 * show stays: that there was a complaint of this kind about this article, when it came, what was found and done, and why. The
 * files themselves go from the store with the next round of `removeUnusedFiles`.
 * @returns how many cases
 */
export async function forgetCases(ctx: Context, closedBefore: Date): Promise<number> {
  const rows = await ctx.db
    .select({ id: cases.id })
    .from(cases)
    .where(due(closedBefore))
    .orderBy(asc(cases.closedAt))
    .limit(2000)
  let forgotten = 0
  for (const { id } of rows) if (await inTransaction(ctx, (tx) => forgetCase(tx, id, closedBefore))) forgotten += 1
  return forgotten
}

async function forgetCase(tx: Context, id: string, closedBefore: Date): Promise<boolean> {
  const [row] = await tx.db
    .select({ number: cases.number, receivedAt: cases.receivedAt })
    .from(cases)
    .where(and(eq(cases.id, id), due(closedBefore)))
    .for('no key update')
  if (!row) return false
  // Opens, until the end of this transaction, what the triggers keep shut: db/migrations, case_forgetting.
  await tx.db.execute(sql`select set_config('standfirst.forgetting', 'case', true)`)
  await tx.db.delete(caseFiles).where(eq(caseFiles.caseId, id))
  await tx.db
    .update(caseEvents)
    .set({
      text: '',
      details: sql`coalesce((select jsonb_object_agg(key, value) from jsonb_each(${caseEvents.details})
        where key in (${sql.join(factsKept, sql`, `)})), '{}'::jsonb)`,
    })
    .where(and(eq(caseEvents.caseId, id), inArray(caseEvents.kind, writings)))
  await tx.db
    .update(cases)
    .set({
      name: forgottenName,
      email: forgottenEmail,
      message: '',
      details: {},
      unreadSince: null,
      search: sql`to_tsvector('magazine', ${caseReference(row.number, row.receivedAt)})`,
      forgottenAt: tx.now,
    })
    .where(eq(cases.id, id))
  await tx.db.execute(sql`select set_config('standfirst.forgetting', '', true)`)
  return true
}
