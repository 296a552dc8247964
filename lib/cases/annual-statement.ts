import { pipeline, Readable } from 'node:stream'
import { and, asc, eq, gt, gte, inArray, lt, or } from 'drizzle-orm'
import { stringify } from 'csv-stringify'
import { articles } from '#db/schema/articles.ts'
import { cases } from '#db/schema/cases.ts'
import { corrections } from '#db/schema/corrections.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { dateIn, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { forSpreadsheets } from '#lib/csv.ts'
import { instantsOfYear } from './figures.ts'
import { caseReference } from './model.ts'

/** How many are held in memory at once. */
const batchSize = 1000

type BatchRow = Awaited<ReturnType<typeof readBatch>>[number]
interface Line extends BatchRow {
  corrections: string[]
  /** The reference of the case it goes on in. */
  into: string
}

/**
 * What a regulator's yearly statement is made from (IPSO asks its publishers for one:
 * https://www.ipso.co.uk/what-we-do/transparency-accountability/): of each complaint when it came, how it was handled, how
 * long that took, what was found, what was published. Nothing of who wrote.
 */
const columns: Record<string, (line: Line, timeZone: string) => string> = {
  Reference: (line) => caseReference(line.number, line.receivedAt),
  Kind: (line) => words(line.kind),
  Article: (line) => line.headline ?? '',
  'Article address': (line) => (line.slug === null ? '' : `/articles/${line.slug}`),
  Received: (line, timeZone) => dateIn(line.receivedAt, timeZone),
  Acknowledged: (line, timeZone) => dayOf(line.acknowledgedAt, timeZone),
  'Days to acknowledge': (line) => daysBetween(line.receivedAt, line.acknowledgedAt),
  Due: (line, timeZone) => dateIn(line.dueAt, timeZone),
  Decided: (line, timeZone) => dayOf(line.decidedAt, timeZone),
  'Days to decide': (line) => daysBetween(line.receivedAt, line.decidedAt),
  'In time': (line) => (line.decidedAt === null ? '' : line.decidedAt <= line.dueAt ? 'yes' : 'no'),
  Closed: (line, timeZone) => dayOf(line.closedAt, timeZone),
  State: (line) => (line.into === '' ? words(line.state) : `merged into ${line.into}`),
  Finding: (line) => words(line.finding ?? ''),
  Severity: (line) => line.severity ?? '',
  Published: (line) => line.corrections.join('; '),
}

/**
 * The cases that came in a year as CSV, one a line, written as they are read.
 * @param timeZone the magazine's, for the year and the days written
 */
export function casesCsv(ctx: Context, year: number, timeZone: string): Readable {
  const csv = stringify({ ...forSpreadsheets, columns: Object.keys(columns) })
  // Whoever leaves halfway ends the reading as well; a fault of ours breaks the download off, which its reader is told.
  pipeline(Readable.from(records(ctx, year, timeZone)), csv, () => undefined)
  return csv
}

/** Notes who took which year's cases out of the house. */
export async function recordCasesExport(ctx: Context, actorId: string, year: number): Promise<void> {
  await recordAudit(ctx, {
    actorId,
    action: 'exported cases',
    subject: subjectOf('cases', String(year)),
    details: { year },
  })
}

async function* records(ctx: Context, year: number, timeZone: string): AsyncGenerator<string[]> {
  const { from, until } = instantsOfYear(year, timeZone)
  let last: { receivedAt: Date; id: string } | null = null
  for (;;) {
    const batch: BatchRow[] = await readBatch(ctx, from, until, last)
    for (const line of await withOutcomes(ctx, batch, timeZone)) {
      yield Object.values(columns).map((write) => write(line, timeZone))
      last = line
    }
    if (batch.length < batchSize) return
  }
}

async function readBatch(ctx: Context, from: Date, until: Date, last: { receivedAt: Date; id: string } | null) {
  return ctx.db
    .select({
      id: cases.id,
      number: cases.number,
      kind: cases.kind,
      headline: articles.headline,
      slug: articles.slug,
      receivedAt: cases.receivedAt,
      acknowledgedAt: cases.acknowledgedAt,
      dueAt: cases.dueAt,
      decidedAt: cases.decidedAt,
      closedAt: cases.closedAt,
      state: cases.state,
      finding: cases.finding,
      severity: cases.severity,
      mergedInto: cases.mergedInto,
    })
    .from(cases)
    .leftJoin(articles, eq(articles.id, cases.articleId))
    .where(
      and(
        gte(cases.receivedAt, last?.receivedAt ?? from),
        lt(cases.receivedAt, until),
        last === null
          ? undefined
          : or(
              gt(cases.receivedAt, last.receivedAt),
              and(eq(cases.receivedAt, last.receivedAt), gt(cases.id, last.id)),
            ),
      ),
    )
    .orderBy(asc(cases.receivedAt), asc(cases.id))
    .limit(batchSize)
}

async function withOutcomes(ctx: Context, batch: BatchRow[], timeZone: string): Promise<Line[]> {
  if (batch.length === 0) return []
  const ids = batch.map(({ id }) => id)
  const ends = batch.flatMap(({ mergedInto }) => mergedInto ?? [])
  const [published, targets] = await Promise.all([
    ctx.db
      .select({
        caseId: corrections.caseId,
        kind: corrections.kind,
        at: corrections.publishedAt,
        underHeadline: corrections.underHeadline,
        frontPageUntil: corrections.frontPageUntil,
      })
      .from(corrections)
      .where(inArray(corrections.caseId, ids))
      .orderBy(asc(corrections.publishedAt)),
    ends.length === 0
      ? []
      : ctx.db
          .select({ id: cases.id, number: cases.number, receivedAt: cases.receivedAt })
          .from(cases)
          .where(inArray(cases.id, ends)),
  ])
  const references = new Map(targets.map(({ id, number, receivedAt }) => [id, caseReference(number, receivedAt)]))
  return batch.map((row) => ({
    ...row,
    into: row.mergedInto === null ? '' : (references.get(row.mergedInto) ?? ''),
    corrections: published
      .filter(({ caseId }) => caseId === row.id)
      .map(({ kind, at, underHeadline, frontPageUntil }) =>
        [
          `${words(kind)} on ${dateIn(at, timeZone)}`,
          underHeadline ? 'under the headline' : 'at the foot of the article',
          ...(frontPageUntil === null ? [] : ['on the front page']),
        ].join(', '),
      ),
  }))
}

function words(value: string): string {
  return value.replaceAll('_', ' ')
}

function dayOf(at: Date | null, timeZone: string): string {
  return at === null ? '' : dateIn(at, timeZone)
}

/** To one decimal, a point before it. */
function daysBetween(from: Date, to: Date | null): string {
  return to === null ? '' : ((to.getTime() - from.getTime()) / day).toFixed(1)
}
