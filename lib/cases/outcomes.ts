import { eq } from 'drizzle-orm'
import { cases } from '#db/schema/cases.ts'
import type { Context } from '#lib/context.ts'
import { changeCase, lockCase } from './internal/move.ts'
import { writeToReader } from './letters.ts'
import type { Finding } from './model.ts'

/**
 * A case led to something: a correction on its article, a licence that was accepted. It is published, and upheld unless a
 * finding is on record already or given here. Runs in the caller's transaction; a case that is published already stays
 * so, and the further outcome is on record too.
 * @param outcome.details what it was: `correction`, `licence` or `reply`, and its id
 * @param outcome.letter what the reader is written, given their name; readers of cases that went on in this one are, too
 * @throws Refusal (not_found)
 */
export async function recordPublished(
  ctx: Context,
  caseId: string,
  outcome: {
    personId: string | null
    finding?: Finding
    text?: string
    details: Record<string, string>
    letter?: (name: string) => string
  },
): Promise<void> {
  const row = await lockCase(ctx, caseId)
  const finding = outcome.finding ?? row.finding ?? (row.kind === 'republishing' ? null : 'upheld')
  await changeCase(
    ctx,
    row,
    { state: 'published', finding },
    {
      kind: 'published',
      actor: outcome.personId === null ? 'magazine' : 'desk',
      personId: outcome.personId,
      text: outcome.text ?? '',
      details: outcome.details,
    },
  )
  if (outcome.letter === undefined) return
  const merged = await ctx.db.select({ id: cases.id }).from(cases).where(eq(cases.mergedInto, caseId)).orderBy(cases.id)
  for (const { id } of [{ id: caseId }, ...merged]) {
    const asItStands = await lockCase(ctx, id)
    const { personId } = outcome
    await writeToReader(ctx, asItStands, { personId, text: outcome.letter(asItStands.name) })
  }
}
