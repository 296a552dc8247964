import type { Metadata } from 'next'
import { z } from 'zod'
import { after } from '#lib/clock.ts'
import { definitions } from '#lib/figures/model.ts'
import { dayOf, lastMonths, spans } from '#lib/figures/months.ts'
import { maySeeFigures } from '#lib/figures/policy.ts'
import { figuresOf } from '#lib/figures/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskFilters } from '../_ui/desk-filters.tsx'
import { ExportForm } from './export-form.tsx'
import { Headline } from './headline.tsx'
import { MemberCharts } from './member-charts.tsx'
import { MoneyChart } from './money-chart.tsx'
import './figures.css'

export const instant = false
export const metadata: Metadata = { title: 'Figures', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({ months: z.coerce.number().pipe(z.literal(spans)).catch(12) })

/** In the order in which they are read about. */
const defined = [
  ['Members', definitions.members],
  ['New', definitions.new],
  ['Returned', definitions.returned],
  ['Recovered', definitions.recovered],
  ['Failed', definitions.failed],
  ['Lapsed', definitions.lapsed],
  ['Failing now', definitions.failing],
  ['Recurring, a month', definitions.recurring],
  ['In past months', definitions.recurring_by_month],
  ['One-off', definitions.one_off],
  ['Refunded', definitions.refunded],
] as const

/** What the magazine lives on: who gives, and what, now and over time. */
export default async function FiguresPage({ searchParams }: Props) {
  await requireStaff('/desk/figures', maySeeFigures)
  const ctx = await requestContext()
  const { months: span } = querySchema.parse(await searchParams)
  const settings = await magazine()
  const figures = await figuresOf(ctx, span, settings.timeZone)
  const names = figures.months.map(({ name }) => name)
  const now = figures.members.at(-1)
  const [lastMonth] = lastMonths(2, ctx.now, settings.timeZone)
  if (!lastMonth) throw new Error('no month before this one')
  return (
    <>
      <h1>Figures</h1>
      {now && <Headline members={now} regular={figures.regular} settings={settings} />}
      <DeskFilters
        label="How far back"
        filters={spans.map((months) => ({
          name: `${months} months`,
          href: `/desk/figures?months=${months}`,
          here: months === span,
        }))}
      />
      <section aria-labelledby="members-title" className="desk-section">
        <h2 id="members-title">Members</h2>
        <MemberCharts figures={figures} settings={settings} />
      </section>
      <section aria-labelledby="money-title" className="desk-section">
        <h2 id="money-title">Money</h2>
        {figures.money.size === 0 && (
          <p className="desk-intro">Nothing was received in these months. What is will be drawn here, by currency.</p>
        )}
        {[...figures.money].map(([currency, money]) => (
          <MoneyChart key={currency} currency={currency} months={names} money={money} settings={settings} />
        ))}
      </section>
      <section aria-labelledby="export-title" className="desk-section">
        <h2 id="export-title">For the accountant</h2>
        <ExportForm from={`${lastMonth.name}-01`} to={dayOf(after(lastMonth.until, -1), settings.timeZone)} />
      </section>
      <section aria-labelledby="definitions-title" className="desk-section">
        <h2 id="definitions-title">What is counted</h2>
        <p className="desk-intro">Months begin and end at midnight in {settings.timeZone.replace('_', ' ')}.</p>
        <dl className="desk-facts figures-defined">
          {defined.map(([name, sentence]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{sentence}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  )
}
