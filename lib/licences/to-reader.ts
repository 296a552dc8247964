import { and, desc, eq, ne } from 'drizzle-orm'
import { cases } from '#db/schema/cases.ts'
import { licences } from '#db/schema/licences.ts'
import type { Context } from '#lib/context.ts'
import { licenceAddress } from './links.ts'
import { licenceReference } from './model.ts'

/**
 * What was offered in answer to a case, the newest first, with the address at which it can be answered: only what was
 * offered to whoever wrote the case, for that address is good for accepting.
 */
export async function termsForReader(ctx: Context, caseId: string): Promise<{ reference: string; address: string }[]> {
  const rows = await ctx.db
    .select({ id: licences.id, number: licences.number, offeredAt: licences.offeredAt })
    .from(licences)
    .innerJoin(cases, and(eq(cases.id, licences.caseId), eq(cases.email, licences.email)))
    .where(and(eq(licences.caseId, caseId), ne(licences.state, 'refused')))
    .orderBy(desc(licences.number))
  return rows.map(({ id, number, offeredAt }) => ({
    reference: licenceReference(number, offeredAt),
    address: licenceAddress(ctx, id),
  }))
}
