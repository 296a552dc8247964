import type { Metadata } from 'next'
import { z } from 'zod'
import { caseFigures, caseYears, type Corrected, type KindFigures } from '#lib/cases/figures.ts'
import { mayWorkCases } from '#lib/cases/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskFilters } from '../../_ui/desk-filters.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { kindNames } from '../_cases/words.ts'
import '../cases.css'

export const instant = false
export const metadata: Metadata = { title: 'Figures of the cases', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const columns = [
  { name: 'Kind' },
  { name: 'Received', figures: true },
  { name: 'Open', figures: true },
  { name: 'Merged', figures: true, minor: true },
  { name: 'Upheld', figures: true },
  { name: 'Partly', figures: true, minor: true },
  { name: 'Not', figures: true, minor: true },
  { name: 'Upheld share', figures: true },
  { name: 'Acknowledged after', figures: true },
  { name: 'Decided after', figures: true },
  { name: 'In time', figures: true, minor: true },
]

/** How long answers take and what is found, by kind; what is corrected most. */
export default async function CaseFiguresPage({ searchParams }: Props) {
  await requireStaff('/desk/cases/figures', mayWorkCases)
  const ctx = await requestContext()
  const { timeZone, locale } = await magazine()
  const years = await caseYears(ctx, timeZone)
  const asked = z.coerce.number().safeParse((await searchParams).year).data
  const year = years.find((one) => one === asked) ?? years[0] ?? 0
  const figures = await caseFigures(ctx, year, timeZone)
  const number = (value: number) => value.toLocaleString(locale)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/cases">Cases</a>
      </p>
      <h1>Figures of the cases</h1>
      <DeskFilters
        label="Year"
        filters={years.map((one) => ({
          name: String(one),
          href: `/desk/cases/figures?year=${one}`,
          here: one === year,
        }))}
      />
      <section aria-labelledby="answers" className="desk-section">
        <h2 id="answers">Answers</h2>
        {figures.kinds.length === 0 ? (
          <p className="desk-intro">No case came in {year}.</p>
        ) : (
          <DeskTable label={`Cases that came in ${year}`} columns={columns}>
            {figures.kinds.map((one) => (
              <DeskRow key={one.kind}>
                <DeskCell>{kindNames[one.kind]}</DeskCell>
                <DeskCell figures>{number(one.received)}</DeskCell>
                <DeskCell figures>{number(one.open)}</DeskCell>
                <DeskCell figures minor>
                  {number(one.merged)}
                </DeskCell>
                <DeskCell figures>{number(one.upheld)}</DeskCell>
                <DeskCell figures minor>
                  {number(one.partlyUpheld)}
                </DeskCell>
                <DeskCell figures minor>
                  {number(one.notUpheld)}
                </DeskCell>
                <DeskCell figures>{share(upheldOf(one), judgedOf(one), locale)}</DeskCell>
                <DeskCell figures>{inDays(one.daysToAcknowledge, locale)}</DeskCell>
                <DeskCell figures>{inDays(one.daysToDecide, locale)}</DeskCell>
                <DeskCell figures minor>
                  {share(one.inTime, one.decided, locale)}
                </DeskCell>
              </DeskRow>
            ))}
          </DeskTable>
        )}
        <p className="desk-intro mt-3">
          Of cases that came in {year}. Half of them took no longer than the time given, counted from when a case
          opened. The upheld share is of those on which something was found, partly upheld ones included; in time are
          those decided by their deadline.
        </p>
      </section>
      <section aria-labelledby="corrected" className="desk-section">
        <h2 id="corrected">What was corrected</h2>
        <p className="desk-intro">
          Corrections, clarifications and apologies published in {year}: {number(figures.corrections)}. Updates and
          replies are not counted. Where several people wrote an article, it counts for each.
        </p>
        <div className="case-pair">
          <Most title="Articles most corrected" rows={figures.articles} path="/articles/" locale={locale} />
          <Most title="Authors most corrected" rows={figures.authors} path="/authors/" locale={locale} />
        </div>
      </section>
      <section aria-labelledby="statement" className="desk-section">
        <h2 id="statement">For the regulator</h2>
        <p className="desk-intro">
          Every case that came in {year}, one a line, as CSV for a spreadsheet: how it was handled, how long it took,
          what was found and published. It says nothing of who wrote. Who took it is noted in the audit log.
        </p>
        <p className="mt-3">
          <a href={`/desk/cases/figures.csv?year=${year}`} className="button" download>
            Download the cases of {year}
          </a>
        </p>
      </section>
    </>
  )
}

function Most({ title, rows, path, locale }: { title: string; rows: Corrected[]; path: string; locale: string }) {
  return (
    <div>
      <h3>{title}</h3>
      {rows.length === 0 ? (
        <p className="text-soft">None.</p>
      ) : (
        <ol className="mt-1">
          {rows.map(({ name, slug, count }) => (
            <li key={slug} className="case-counted">
              <a href={`${path}${slug}`}>{name}</a> <span>{count.toLocaleString(locale)}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

function upheldOf({ upheld, partlyUpheld }: KindFigures): number {
  return upheld + partlyUpheld
}

function judgedOf(one: KindFigures): number {
  return upheldOf(one) + one.notUpheld
}

function share(part: number, of: number, locale: string): string {
  return of === 0 ? '' : (part / of).toLocaleString(locale, { style: 'percent', maximumFractionDigits: 0 })
}

function inDays(days: number | null, locale: string): string {
  if (days === null) return ''
  const unit = days < 2 ? 'hour' : 'day'
  const value = days < 2 ? Math.round(days * 24) : Math.round(days * 10) / 10
  return value.toLocaleString(locale, { style: 'unit', unit, unitDisplay: 'long' })
}
