import { desc, eq } from 'drizzle-orm'
import { caseEvents } from '#db/schema/cases.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { lockCase, type CaseRow } from './move.ts'

/**
 * The case, locked, provided that it is as whoever decides has it before them.
 * @param seen the number of the latest event they saw
 * @throws Refusal (not_found; conflict when something happened since, and by whom)
 */
export async function lockAsSeen(tx: Context, caseId: string, seen: number): Promise<CaseRow> {
  const row = await lockCase(tx, caseId)
  const [latest] = await tx.db
    .select({ number: caseEvents.number, actor: caseEvents.actor, name: people.name, email: people.email })
    .from(caseEvents)
    .leftJoin(people, eq(people.id, caseEvents.personId))
    .where(eq(caseEvents.caseId, caseId))
    .orderBy(desc(caseEvents.number))
    .limit(1)
  if (latest === undefined || latest.number === seen) return row
  const others = { reader: 'the reader', author: 'the author', desk: 'somebody at the desk', magazine: 'a deadline' }
  const who = latest.name ?? latest.email ?? others[latest.actor]
  throw new Refusal(
    'conflict',
    `This case has changed since you opened it: the latest in its record is by ${who}. Nothing was done, and what you typed is kept. Read the record, then send again.`,
  )
}
