import { eq } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { cases } from '#db/schema/cases.ts'
import type { Access } from '#lib/articles/model.ts'
import { caseReference, isOpen } from '#lib/cases/model.ts'
import { formatDay } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { articleAt } from './internal/article.ts'
import { textsOf } from './internal/part.ts'

/** The enquiry that terms are offered for. */
export interface Enquiry {
  caseId: string
  reference: string
  isOpen: boolean
  articleSlug: string | null
  name: string
  email: string
  publication: string
  message: string
  /** What else its form asked for. */
  details: Record<string, string>
}

/** A case about republishing; null when there is none of this id, or it is about something else. */
export async function enquiryOf(ctx: Context, caseId: string): Promise<Enquiry | null> {
  const [row] = await ctx.db
    .select({ found: cases, slug: articles.slug })
    .from(cases)
    .leftJoin(articles, eq(articles.id, cases.articleId))
    .where(eq(cases.id, caseId))
  if (row === undefined || row.found.kind !== 'republishing') return null
  const { found, slug } = row
  return {
    caseId,
    reference: caseReference(found.number, found.receivedAt),
    isOpen: isOpen(found.state),
    articleSlug: slug,
    name: found.name,
    email: found.email,
    publication: found.details.publication ?? '',
    message: found.message,
    details: found.details,
  }
}

export interface ArticleToLicense {
  slug: string
  headline: string
  access: Access
  isPublished: boolean
  /** The beginning of each block of the text, of which a part is chosen. */
  blocks: string[]
  /** The line that credits the magazine, as it usually is. */
  creditLine: string
}

/** What of a block is shown to choose by, in characters. */
const shownLength = 80

export async function articleToLicense(ctx: Context, slug: string): Promise<ArticleToLicense | null> {
  const article = await articleAt(ctx, slug)
  if (article === null) return null
  const { name, timeZone, locale } = await magazineSettings(ctx)
  const byline = article.authors.length === 0 ? '' : `By ${article.authors.join(' and ')}. `
  const since = article.publishedAt === null ? '' : `, ${formatDay(article.publishedAt, timeZone, locale)}`
  return {
    slug,
    headline: article.headline,
    access: article.access,
    isPublished: article.isPublished,
    blocks: textsOf(article.body).map((text) =>
      text.length > shownLength ? `${text.slice(0, shownLength).trimEnd()} …` : text,
    ),
    creditLine: `${byline}First published in ${name}${since}.`,
  }
}
