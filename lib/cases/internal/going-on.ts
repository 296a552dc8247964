import { eq } from 'drizzle-orm'
import { cases } from '#db/schema/cases.ts'
import type { Context } from '#lib/context.ts'
import type { CaseRow } from './move.ts'

/** The case that goes on in this one's place, also where that was merged in its turn; the same where it was not merged. */
export async function goingOnAs(ctx: Context, one: CaseRow): Promise<CaseRow> {
  const seen = new Set([one.id])
  let last = one
  while (last.mergedInto !== null && !seen.has(last.mergedInto)) {
    const [next] = await ctx.db.select().from(cases).where(eq(cases.id, last.mergedInto))
    if (!next) break
    seen.add(next.id)
    last = next
  }
  return last
}
