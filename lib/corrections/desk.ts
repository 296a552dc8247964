import { and, desc, eq, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { cases } from '#db/schema/cases.ts'
import { corrections } from '#db/schema/corrections.ts'
import { people } from '#db/schema/people.ts'
import { wordsAtRevision } from '#lib/articles/revise.ts'
import { caseReference, isOpen, type CaseKind } from '#lib/cases/model.ts'
import type { Context } from '#lib/context.ts'
import { differenceBetween, type ChangedPart } from './difference.ts'
import type { CorrectionKind, Severity } from './model.ts'

/** A correction in the desk's list. */
export interface DeskCorrection {
  id: string
  number: number
  kind: CorrectionKind
  severity: Severity
  note: string
  publishedAt: Date
  underHeadline: boolean
  frontPageUntil: Date | null
  articleId: string
  headline: string
}

const listFields = {
  id: corrections.id,
  number: corrections.number,
  kind: corrections.kind,
  severity: corrections.severity,
  note: corrections.note,
  publishedAt: corrections.publishedAt,
  underHeadline: corrections.underHeadline,
  frontPageUntil: corrections.frontPageUntil,
  articleId: corrections.articleId,
  headline: articles.headline,
}

/** Corrections, newest first, of one article or kind or of all. @param query.limit at most 100 */
export function correctionsAtDesk(
  ctx: Context,
  query: {
    limit: number
    articleId?: string | undefined
    kind?: CorrectionKind | undefined
    after?: { at: Date; id: string } | undefined
  },
): Promise<DeskCorrection[]> {
  const { articleId, kind, after } = query
  return ctx.db
    .select(listFields)
    .from(corrections)
    .innerJoin(articles, eq(articles.id, corrections.articleId))
    .where(
      and(
        articleId === undefined ? undefined : eq(corrections.articleId, articleId),
        kind && eq(corrections.kind, kind),
        after &&
          sql`(${corrections.publishedAt}, ${corrections.id}) < (${sql.param(after.at, corrections.publishedAt)}, ${sql.param(after.id, corrections.id)})`,
      ),
    )
    .orderBy(desc(corrections.publishedAt), desc(corrections.id))
    .limit(Math.max(1, Math.min(query.limit, 100)))
}

export interface CorrectionAtDesk extends DeskCorrection {
  slug: string
  prominenceReason: string
  /** What the guide knew and said when it was published. */
  guidance: Record<string, string | number | boolean>
  publishedBy: string
  difference: ChangedPart[]
  follows: string | null
  /** What followed it. */
  followedBy: string[]
  case: { id: string; reference: string } | null
  replyArticleId: string | null
}

/** One correction with all that is kept of it; null when there is none of this id. */
export async function correctionAtDesk(ctx: Context, id: string): Promise<CorrectionAtDesk | null> {
  const [row] = await ctx.db
    .select({
      ...listFields,
      slug: articles.slug,
      prominenceReason: corrections.prominenceReason,
      guidance: corrections.guidance,
      publishedBy: sql<string>`coalesce(${people.name}, ${people.email})`,
      revisionBefore: corrections.revisionBefore,
      revisionAfter: corrections.revisionAfter,
      follows: corrections.follows,
      replyArticleId: corrections.replyArticleId,
      caseId: cases.id,
      caseNumber: cases.number,
      caseReceivedAt: cases.receivedAt,
    })
    .from(corrections)
    .innerJoin(articles, eq(articles.id, corrections.articleId))
    .innerJoin(people, eq(people.id, corrections.publishedBy))
    .leftJoin(cases, eq(cases.id, corrections.caseId))
    .where(eq(corrections.id, id))
  if (row === undefined) return null
  const { revisionBefore, revisionAfter, caseId, caseNumber, caseReceivedAt, ...shown } = row
  const [before, after, followers] = await Promise.all([
    wordsAtRevision(ctx, row.articleId, revisionBefore),
    wordsAtRevision(ctx, row.articleId, revisionAfter),
    ctx.db
      .select({ id: corrections.id })
      .from(corrections)
      .where(and(eq(corrections.articleId, row.articleId), eq(corrections.follows, id)))
      .orderBy(corrections.number),
  ])
  return {
    ...shown,
    difference: before === null || after === null ? [] : differenceBetween(before, after),
    followedBy: followers.map((one) => one.id),
    case:
      caseId === null || caseNumber === null || caseReceivedAt === null
        ? null
        : { id: caseId, reference: caseReference(caseNumber, caseReceivedAt) },
  }
}

/** Of a case, what a correction begins from. */
export interface CaseToCorrect {
  id: string
  reference: string
  kind: CaseKind
  articleId: string | null
  name: string
  message: string
  passage: string
  severity: Severity | null
  /** Whether something was found already. */
  isFound: boolean
  /** Declined, closed or merged: nothing is published from it until it is reopened. */
  isClosed: boolean
}

/** Null when there is no such case. */
export async function caseToCorrect(ctx: Context, id: string): Promise<CaseToCorrect | null> {
  const [row] = await ctx.db.select().from(cases).where(eq(cases.id, id))
  if (row === undefined) return null
  const { kind, articleId, name, message, severity } = row
  return {
    id,
    reference: caseReference(row.number, row.receivedAt),
    kind,
    articleId,
    name,
    message,
    passage: row.details.passage ?? '',
    severity,
    isFound: row.finding !== null,
    isClosed: !isOpen(row.state) && row.state !== 'published',
  }
}

/** The id of the article at an address; null when there is none. */
export async function articleAt(ctx: Context, slug: string): Promise<string | null> {
  const [row] = await ctx.db.select({ id: articles.id }).from(articles).where(eq(articles.slug, slug))
  return row?.id ?? null
}
