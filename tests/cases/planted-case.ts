import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { articleAuthors, authors } from '#db/schema/articles.ts'
import { cases } from '#db/schema/cases.ts'
import { mails } from '#db/schema/platform.ts'
import { recordEvent } from '#lib/cases/internal/record.ts'
import { caseAtDesk, type CaseAtDesk } from '#lib/cases/desk-case.ts'
import type { CaseKind } from '#lib/cases/model.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'

interface Given {
  kind?: CaseKind
  name?: string
  email?: string
  message?: string
  details?: Record<string, string>
  articleId?: string | null
}

/** A case as it is when its address was confirmed at the context's time. @returns its id */
export async function plantCase(ctx: Context, given: Given = {}): Promise<string> {
  const id = v7()
  const { name = 'Robin Averill', message = 'The ferry left at six, not at seven.', details = {} } = given
  await inTransaction(ctx, async (tx) => {
    await tx.db.insert(cases).values({
      id,
      kind: given.kind ?? 'correction',
      articleId: given.articleId ?? null,
      name,
      email: given.email ?? `${id}@example.org`,
      message,
      details,
      submissionId: v7(),
      receivedAt: tx.now,
      dueAt: after(tx.now, 28 * day),
      changedAt: tx.now,
      search: sql`to_tsvector('magazine', ${[name, ...Object.values(details)].join(' ')})`,
    })
    await recordEvent(tx, id, { kind: 'received', actor: 'reader', personId: null, text: message })
  })
  return id
}

/** The case as the desk has it before it. */
export async function asSeen(ctx: Context, id: string): Promise<CaseAtDesk> {
  const one = await caseAtDesk(ctx, id)
  if (one === null) throw new Error('the case is not there')
  return one
}

/** What names the case in a command, as it is now. */
export async function seen(ctx: Context, id: string): Promise<{ caseId: string; seen: number }> {
  return { caseId: id, seen: (await asSeen(ctx, id)).version }
}

/** Who wrote an article; with an account or without. @returns the author's id */
export async function creditAuthor(
  ctx: Context,
  articleId: string,
  name: string,
  personId: string | null = null,
): Promise<string> {
  const id = v7()
  await ctx.db.insert(authors).values({ id, slug: `author-${id}`, name, personId })
  await ctx.db.insert(articleAuthors).values({ articleId, authorId: id, position: 1 })
  return id
}

/** What was mailed to an address, oldest first. */
export async function mailsTo(ctx: Context, recipient: string) {
  return ctx.db
    .select({ kind: mails.kind, data: mails.data })
    .from(mails)
    .where(eq(mails.recipient, recipient))
    .orderBy(mails.id)
}
