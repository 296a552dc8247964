import { commentFindings } from '#db/schema/moderation.ts'
import type { Context } from '#lib/context.ts'
import type { Finding } from './judge.ts'

/** Keeps what the automatic phases had against one text of a comment, with the text itself. */
export async function keepFindings(
  tx: Context,
  { commentId, revision, findings }: { commentId: string; revision: number; findings: Finding[] },
): Promise<void> {
  if (findings.length === 0) return
  await tx.db
    .insert(commentFindings)
    .values(findings.map((finding) => ({ commentId, revision, ...finding, foundAt: tx.now })))
}
