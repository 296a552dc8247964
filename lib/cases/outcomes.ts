import type { Context } from '#lib/context.ts'
import { changeCase, lockCase } from './internal/move.ts'
import type { Finding } from './model.ts'

/**
 * A case led to something: a correction on its article, a licence that was accepted. It is published, and upheld unless a
 * finding is on record already or given here. Runs in the caller's transaction; a case that is published already stays
 * so, and the further outcome is on record too.
 * @param outcome.details what it was: `correction`, `licence` or `reply`, and its id
 * @throws Refusal (not_found)
 */
export async function recordPublished(
  ctx: Context,
  caseId: string,
  outcome: { personId: string | null; finding?: Finding; text?: string; details: Record<string, string> },
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
}
