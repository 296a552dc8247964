import { and, eq, isNotNull } from 'drizzle-orm'
import { licences } from '#db/schema/licences.ts'
import type { Context } from '#lib/context.ts'
import { articleById } from './internal/article.ts'
import { postToLicensee } from './internal/post.ts'
import { recordLicence } from './internal/record.ts'

/** What was published on an article. */
export interface ToldCorrection {
  id: string
  articleId: string
  /** What it is called: Correction, Apology, … */
  name: string
  note: string
  /** Each passage that changed, before and after; empty where there was, or is, none. */
  changes: { before: string; after: string }[]
}

/**
 * Mails a correction to everybody who has had the article's text to republish, in the transaction that publishes it; those
 * whose time is over too, because what is printed stays printed. Once for each correction and licence.
 * @returns how many were told
 */
export async function tellLicensees(tx: Context, correction: ToldCorrection): Promise<number> {
  const told = await tx.db
    .select()
    .from(licences)
    .where(
      and(eq(licences.articleId, correction.articleId), eq(licences.state, 'accepted'), isNotNull(licences.settledAt)),
    )
    .for('update')
  const article = told.length === 0 ? null : await articleById(tx, correction.articleId)
  if (article === null) return 0
  for (const row of told) {
    await recordLicence(tx, row.id, { kind: 'told', actor: 'magazine', details: { correction: correction.id } })
    await postToLicensee(tx, row, article.headline, {
      kind: 'licence-corrected',
      key: correction.id,
      more: {
        what: correction.name,
        note: correction.note,
        // Whoever has a part may not have the rest.
        changes: row.part === null ? correction.changes : [],
        article: `${tx.config.publicUrl}/articles/${article.slug}`,
      },
    })
  }
  return told.length
}
