import { and, asc, count, desc, eq, gt, isNotNull, isNull, like, lt, lte, or, sql, type SQL } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { licenceEvents, licences } from '#db/schema/licences.ts'
import { mails } from '#db/schema/platform.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { Money } from '#lib/money.ts'
import { costOf } from './internal/post.ts'
import { licenceReference, quietDays, standingOf, type LicenceFacts, type LicenceStanding } from './model.ts'

export const licenceFilters = ['waiting', 'unpaid', 'in_force', 'past'] as const
export type LicenceFilter = (typeof licenceFilters)[number]

export interface LicenceLine {
  id: string
  number: number
  reference: string
  headline: string
  licensee: string
  publication: string
  standing: LicenceStanding
  cost: Money | null
  offeredAt: Date
  validUntil: Date | null
}

const facts = {
  state: licences.state,
  terms: licences.terms,
  expiresAt: licences.expiresAt,
  validFrom: licences.validFrom,
  validUntil: licences.validUntil,
  invoiceState: licences.invoiceState,
  invoiceDueAt: licences.invoiceDueAt,
  settledAt: licences.settledAt,
}

const lineFields = {
  ...facts,
  id: licences.id,
  number: licences.number,
  headline: articles.headline,
  licensee: licences.licensee,
  publication: licences.publication,
  fee: licences.fee,
  currency: licences.currency,
  offeredAt: licences.offeredAt,
}

function toLine(
  row: LicenceFacts &
    Omit<LicenceLine, 'reference' | 'standing' | 'cost'> & { fee: number | null; currency: string | null },
  now: Date,
): LicenceLine {
  const { id, number, headline, licensee, publication, offeredAt, validUntil } = row
  const reference = licenceReference(number, offeredAt)
  const standing = standingOf(row, now)
  return { id, number, reference, headline, licensee, publication, standing, cost: costOf(row), offeredAt, validUntil }
}

/** As many as a page of the list shows. */
export const licencesPerPage = 50

/**
 * Licences, the newest first.
 * @param before a number: only what is older; for the next page
 */
export async function listLicences(
  ctx: Context,
  filter: LicenceFilter | undefined,
  before?: number,
): Promise<{ lines: LicenceLine[]; more: boolean }> {
  const rows = await ctx.db
    .select(lineFields)
    .from(licences)
    .innerJoin(articles, eq(articles.id, licences.articleId))
    .where(
      and(
        filter === undefined ? undefined : filtered(ctx, filter),
        before === undefined ? undefined : lt(licences.number, before),
      ),
    )
    .orderBy(desc(licences.number))
    .limit(licencesPerPage + 1)
  return {
    lines: rows.slice(0, licencesPerPage).map((row) => toLine(row, ctx.now)),
    more: rows.length > licencesPerPage,
  }
}

function filtered(ctx: Context, filter: LicenceFilter): SQL | undefined {
  const isAccepted = eq(licences.state, 'accepted')
  const isOver = lte(licences.validUntil, ctx.now)
  switch (filter) {
    case 'waiting':
      return and(eq(licences.state, 'offered'), gt(licences.expiresAt, ctx.now))
    case 'unpaid':
      return and(isAccepted, isNull(licences.settledAt))
    case 'in_force':
      return and(
        isAccepted,
        isNotNull(licences.settledAt),
        or(isNull(licences.validUntil), gt(licences.validUntil, ctx.now)),
      )
    case 'past':
      return or(
        and(isAccepted, isOver),
        and(eq(licences.state, 'offered'), lte(licences.expiresAt, ctx.now)),
        sql`${licences.state} in ('declined','refused','withdrawn','ended')`,
      )
  }
}

/** How many there are of each kind. */
export async function countLicences(ctx: Context): Promise<Record<LicenceFilter, number>> {
  const counts = await Promise.all(
    licenceFilters.map(async (filter) => {
      const [row] = await ctx.db.select({ found: count() }).from(licences).where(filtered(ctx, filter))
      return [filter, row?.found ?? 0] as const
    }),
  )
  const found = new Map(counts)
  const of = (filter: LicenceFilter) => found.get(filter) ?? 0
  return { waiting: of('waiting'), unpaid: of('unpaid'), in_force: of('in_force'), past: of('past') }
}

export interface LicencesToday {
  /** Invoices past the day they were due. */
  overdue: number
  /** Offers that nobody has answered for a week, and that can still be accepted. */
  quiet: number
  /** Paid after they were withdrawn: the money is to go back. */
  paidTooLate: number
}

/** What of licences may need somebody. */
export async function licencesToday(ctx: Context): Promise<LicencesToday> {
  const found = async (where: SQL | undefined) => {
    const [row] = await ctx.db.select({ found: count() }).from(licences).where(where)
    return row?.found ?? 0
  }
  const [overdue, quiet, paidTooLate] = await Promise.all([
    found(and(eq(licences.state, 'accepted'), eq(licences.invoiceState, 'open'), lt(licences.invoiceDueAt, ctx.now))),
    found(and(filtered(ctx, 'waiting'), lt(licences.offeredAt, after(ctx.now, -quietDays * day)))),
    found(and(eq(licences.state, 'withdrawn'), eq(licences.invoiceState, 'paid'))),
  ])
  return { overdue, quiet, paidTooLate }
}

export interface LicenceView extends LicenceLine {
  slug: string
  caseId: string | null
  articleIsPublished: boolean
  contactName: string
  email: string
  /** The part's first and last words, for a licence of a part. */
  part: { from: string; to: string } | null
  notPublicAnyway: boolean
  territory: string
  language: string
  validFrom: Date
  creditLine: string
  linkRequired: boolean
  message: string
  expiresAt: Date
  answeredAt: Date | null
  acceptedName: string | null
  invoiceState: 'none' | 'open' | 'paid' | 'void'
  stripeInvoiceId: string | null
  invoiceUrl: string | null
  invoiceDueAt: Date | null
  settledAt: Date | null
}

/** One licence with all that was agreed. Its licensee and the desk see it; nobody else. */
export async function licenceById(ctx: Context, id: string): Promise<LicenceView | null> {
  const [row] = await ctx.db
    .select({ licence: licences, headline: articles.headline, slug: articles.slug, articleState: articles.state })
    .from(licences)
    .innerJoin(articles, eq(articles.id, licences.articleId))
    .where(eq(licences.id, id))
  if (row === undefined) return null
  const { licence, headline, slug, articleState } = row
  return {
    ...toLine({ ...licence, headline }, ctx.now),
    slug,
    caseId: licence.caseId,
    articleIsPublished: articleState === 'published',
    contactName: licence.contactName,
    email: licence.email,
    part:
      licence.part === null
        ? null
        : { from: licence.part.blocks[licence.part.from] ?? '', to: licence.part.blocks[licence.part.to] ?? '' },
    notPublicAnyway: licence.notPublicAnyway,
    territory: licence.territory,
    language: licence.language,
    validFrom: licence.validFrom,
    creditLine: licence.creditLine,
    linkRequired: licence.linkRequired,
    message: licence.message,
    expiresAt: licence.expiresAt,
    answeredAt: licence.answeredAt,
    acceptedName: licence.acceptedName,
    invoiceState: licence.invoiceState,
    stripeInvoiceId: licence.stripeInvoiceId,
    invoiceUrl: licence.invoiceUrl,
    invoiceDueAt: licence.invoiceDueAt,
    settledAt: licence.settledAt,
  }
}

export interface LicenceRecordLine {
  id: string
  kind: string
  actor: 'desk' | 'licensee' | 'magazine'
  personId: string | null
  text: string
  details: Record<string, string>
  at: Date
}

/** All that was done about a licence, the oldest first. */
export function recordOf(ctx: Context, licenceId: string): Promise<LicenceRecordLine[]> {
  const { id, kind, actor, personId, text, details, at } = licenceEvents
  return ctx.db
    .select({ id, kind, actor, personId, text, details, at })
    .from(licenceEvents)
    .where(eq(licenceEvents.licenceId, licenceId))
    .orderBy(asc(licenceEvents.number))
}

/** The licences that a case led to, the newest first. */
export async function licencesOfCase(ctx: Context, caseId: string): Promise<LicenceLine[]> {
  const rows = await ctx.db
    .select(lineFields)
    .from(licences)
    .innerJoin(articles, eq(articles.id, licences.articleId))
    .where(eq(licences.caseId, caseId))
    .orderBy(desc(licences.number))
  return rows.map((row) => toLine(row, ctx.now))
}

/** A mail about a licence as the desk may see it: that it went, or why not. */
export interface LicenceMail {
  id: string
  kind: string
  postedAt: Date
  sentAt: Date | null
  /** It is not tried again: the address takes no mail. */
  refusedAt: Date | null
  /** What went wrong at the last try. */
  problem: string | null
}

/** What was mailed to a licensee about their licence, the oldest first. */
export function mailsAbout(ctx: Context, licence: Pick<LicenceView, 'id' | 'email'>): Promise<LicenceMail[]> {
  const { id, kind, createdAt, sentAt, refusedAt, problem } = mails
  return ctx.db
    .select({ id, kind, postedAt: createdAt, sentAt, refusedAt, problem })
    .from(mails)
    .where(and(eq(mails.recipient, licence.email), like(mails.dedupeKey, `licence-%:${licence.id}%`)))
    .orderBy(asc(mails.createdAt), asc(mails.id))
}
