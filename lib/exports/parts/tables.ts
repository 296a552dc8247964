import { asc, eq, getTableColumns, gt } from 'drizzle-orm'
import { articleRevisions, articles, authors, redirects, topics } from '#db/schema/articles.ts'
import { comments } from '#db/schema/comments.ts'
import { corrections } from '#db/schema/corrections.ts'
import { membershipLedger, plans } from '#db/schema/membership.ts'
import { pictures } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'
import { originalName } from '#lib/pictures/originals.ts'
import { inBatches } from '../in-batches.ts'

/*
 * Tables that leave the house as they are, a JSON object a row, in the order of their keys. Every column goes along
 * unless it is named here as one that does not.
 */

export function topicRows(ctx: Context): AsyncGenerator<object> {
  return inBatches(
    (after: string | undefined, size) =>
      ctx.db
        .select()
        .from(topics)
        .where(after === undefined ? undefined : gt(topics.id, after))
        .orderBy(asc(topics.id))
        .limit(size),
    (row) => row.id,
  )
}

export function authorRows(ctx: Context): AsyncGenerator<object> {
  return inBatches(
    (after: string | undefined, size) =>
      ctx.db
        .select()
        .from(authors)
        .where(after === undefined ? undefined : gt(authors.id, after))
        .orderBy(asc(authors.id))
        .limit(size),
    (row) => row.id,
  )
}

export function redirectRows(ctx: Context): AsyncGenerator<object> {
  return inBatches(
    (after: string | undefined, size) =>
      ctx.db
        .select()
        .from(redirects)
        .where(after === undefined ? undefined : gt(redirects.path, after))
        .orderBy(asc(redirects.path))
        .limit(size),
    (row) => row.path,
  )
}

export function planRows(ctx: Context): AsyncGenerator<object> {
  return inBatches(
    (after: string | undefined, size) =>
      ctx.db
        .select()
        .from(plans)
        .where(after === undefined ? undefined : gt(plans.id, after))
        .orderBy(asc(plans.id))
        .limit(size),
    (row) => row.id,
  )
}

/** With the article's address part beside its id. */
export async function* correctionRows(ctx: Context): AsyncGenerator<object> {
  // How a form was told from its double is nobody's business elsewhere.
  const { submissionId: _, ...columns } = getTableColumns(corrections)
  const rows = inBatches(
    (after: string | undefined, size) =>
      ctx.db
        .select({ article: articles.slug, correction: columns })
        .from(corrections)
        .innerJoin(articles, eq(articles.id, corrections.articleId))
        .where(after === undefined ? undefined : gt(corrections.id, after))
        .orderBy(asc(corrections.id))
        .limit(size),
    ({ correction }) => correction.id,
  )
  for await (const { article, correction } of rows) yield { article, ...correction }
}

export async function* commentRows(ctx: Context): AsyncGenerator<object> {
  const { submissionId: _, importedEmailHash: __, ...columns } = getTableColumns(comments)
  const rows = inBatches(
    (after: string | undefined, size) =>
      ctx.db
        .select({ article: articles.slug, comment: columns })
        .from(comments)
        .innerJoin(articles, eq(articles.id, comments.articleId))
        .where(after === undefined ? undefined : gt(comments.id, after))
        .orderBy(asc(comments.id))
        .limit(size),
    ({ comment }) => comment.id,
  )
  for await (const { article, comment } of rows) yield { article, ...comment }
}

/** Under the name of its file in the export. */
export async function* pictureRows(ctx: Context): AsyncGenerator<typeof pictures.$inferSelect & { file: string }> {
  const rows = inBatches(
    (after: string | undefined, size) =>
      ctx.db
        .select()
        .from(pictures)
        .where(after === undefined ? undefined : gt(pictures.id, after))
        .orderBy(asc(pictures.id))
        .limit(size),
    (row) => row.id,
  )
  for await (const row of rows) yield { file: originalName(row), ...row }
}

export function revisionRows(ctx: Context): AsyncGenerator<object> {
  return inBatches(
    (after: string | undefined, size) =>
      ctx.db
        .select()
        .from(articleRevisions)
        .where(after === undefined ? undefined : gt(articleRevisions.id, after))
        .orderBy(asc(articleRevisions.id))
        .limit(size),
    (row) => row.id,
    100,
  )
}

export function ledgerRows(ctx: Context): AsyncGenerator<object> {
  return inBatches(
    (after: number | undefined, size) =>
      ctx.db
        .select()
        .from(membershipLedger)
        .where(after === undefined ? undefined : gt(membershipLedger.sequence, after))
        .orderBy(asc(membershipLedger.sequence))
        .limit(size),
    (row) => row.sequence,
  )
}
