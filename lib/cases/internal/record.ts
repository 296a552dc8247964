import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { caseEvents, caseFiles, cases, type SubmittedFile } from '#db/schema/cases.ts'
import type { Context } from '#lib/context.ts'
import type { CaseActor, CaseEventKind } from '../model.ts'

/**
 * So large the words of a case may grow, in bytes, for the search: PostgreSQL keeps 1 MB of them and refuses more, and a
 * record that could not grow any more would be worse than one of which the latest words are not found.
 */
const mostSearched = 500_000

export interface NewEvent {
  kind: CaseEventKind
  actor: CaseActor
  /** Of the staff or the author who does it; null for the reader and for what happens by itself. */
  personId: string | null
  text?: string
  details?: Record<string, string>
  files?: SubmittedFile[]
}

/**
 * Puts on record what was written or done about a case; the only place where its record grows. Runs in the caller's
 * transaction, which has the case's row locked (`lockCase`) or has just made it.
 * @returns the event's id
 */
export async function recordEvent(ctx: Context, caseId: string, event: NewEvent): Promise<string> {
  const { kind, actor, personId, text = '', details = {}, files = [] } = event
  const id = v7()
  await ctx.db.insert(caseEvents).values({ id, caseId, kind, actor, personId, text, details, at: ctx.now })
  if (files.length > 0)
    await ctx.db.insert(caseFiles).values(files.map((file) => ({ id: v7(), caseId, eventId: id, ...file })))
  const words = [text, ...files.map((file) => file.name)].join(' ')
  const fromOutside = actor === 'reader' || actor === 'author'
  await ctx.db
    .update(cases)
    .set({
      changedAt: ctx.now,
      search: sql`case when octet_length(${cases.search}::text) < ${mostSearched}
        then ${cases.search} || to_tsvector('magazine', ${words}) else ${cases.search} end`,
      ...(fromOutside
        ? { unreadSince: sql`coalesce(${cases.unreadSince}, ${ctx.now.toISOString()}::timestamptz)` }
        : {}),
    })
    .where(eq(cases.id, caseId))
  return id
}
