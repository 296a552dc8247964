import type { Figures } from '#lib/figures/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { Chart } from './_charts/chart.tsx'
import { inFull } from './in-full.ts'

const supporters = { name: 'Supporters', colour: '--ink-soft' }
const patrons = { name: 'Patrons', colour: '--accent' }
const joined = { name: 'New', colour: '--good' }
const returned = { name: 'Returned', colour: '--warn' }
const lapsed = { name: 'Lapsed', colour: '--accent' }

/** How many members there are, and how they came and went. */
export function MemberCharts({ figures, settings }: { figures: Figures; settings: Magazine }) {
  const { members } = figures
  const months = figures.months.map(({ name }) => name)
  const write = (count: number) => new Intl.NumberFormat(settings.locale).format(count)
  const shared = { months, locale: settings.locale, write }
  const rows = months
    .map((month, index) => ({ month, figures: members[index] }))
    .flatMap(({ month, figures: one }) => (one ? [{ month, ...one }] : []))
    .toReversed()
  return (
    <>
      <Chart
        title="Members at the end of each month"
        data={{
          ...shared,
          label: `Members at the end of each of ${months.length} months, by tier`,
          series: [supporters, patrons],
          values: {
            [supporters.name]: members.map(({ byTier }) => byTier.supporter),
            [patrons.name]: members.map(({ byTier }) => byTier.patron),
          },
        }}
      >
        <DeskTable
          label="Members at the end of each month, by tier"
          columns={[
            { name: 'Month' },
            { name: 'Supporters', figures: true },
            { name: 'Patrons', figures: true },
            { name: 'Together', figures: true },
            { name: 'In grace', figures: true },
          ]}
        >
          {rows.map((row) => (
            <DeskRow key={row.month}>
              <DeskCell>{inFull(row.month, settings.locale)}</DeskCell>
              <DeskCell figures>{write(row.byTier.supporter)}</DeskCell>
              <DeskCell figures>{write(row.byTier.patron)}</DeskCell>
              <DeskCell figures>{write(row.closing)}</DeskCell>
              <DeskCell figures>{write(row.failing)}</DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      </Chart>
      <Chart
        title="Come and gone"
        data={{
          ...shared,
          label: `New, returned and lapsed members in each of ${months.length} months`,
          series: [joined, returned, lapsed],
          write: (count) => write(Math.abs(count)),
          values: {
            [joined.name]: members.map((one) => one.new),
            [returned.name]: members.map((one) => one.returned),
            [lapsed.name]: members.map((one) => -one.lapsed),
          },
        }}
      >
        <DeskTable
          label="Members who came and went in each month"
          columns={[
            { name: 'Month' },
            { name: 'Opening', figures: true },
            { name: 'New', figures: true },
            { name: 'Returned', figures: true },
            { name: 'Lapsed', figures: true },
            { name: 'Closing', figures: true },
            { name: 'Failed', figures: true },
            { name: 'Made good', figures: true },
          ]}
        >
          {rows.map((row) => (
            <DeskRow key={row.month}>
              <DeskCell>{inFull(row.month, settings.locale)}</DeskCell>
              <DeskCell figures>{write(row.opening)}</DeskCell>
              <DeskCell figures>{write(row.new)}</DeskCell>
              <DeskCell figures>{write(row.returned)}</DeskCell>
              <DeskCell figures>{write(row.lapsed)}</DeskCell>
              <DeskCell figures>{write(row.closing)}</DeskCell>
              <DeskCell figures>{write(row.failed)}</DeskCell>
              <DeskCell figures>{write(row.madeGood)}</DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      </Chart>
    </>
  )
}
