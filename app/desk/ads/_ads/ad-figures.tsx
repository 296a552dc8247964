import { adSlotNameSchema } from '#lib/ad-slots/model.ts'
import type { DayCount, HouseAdRecord } from '#lib/ads/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { Chart } from '../../figures/_charts/chart.tsx'
import { rateInWords, slotWords } from './words.ts'
import '../../figures/figures.css'

const seen = { name: 'Impressions', colour: '--ink-soft' }

/** How often a campaign was seen and followed, day by day and slot by slot. */
export function AdFigures({
  ad,
  days,
  counts,
  settings: { locale },
}: {
  ad: HouseAdRecord
  /** Those shown, the last is today. */
  days: string[]
  counts: DayCount[]
  settings: Magazine
}) {
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const writeDay = (name: string) => short.format(new Date(`${name}T00:00:00Z`))
  const write = (value: number) => value.toLocaleString(locale)
  const byDay = days.map((name) => ({ name, ...sum(counts.filter((one) => one.day === name)) }))
  const slots = adSlotNameSchema.options
    .map((slot) => ({ name: slotWords[slot], ...sum(counts.filter((one) => one.slot === slot)) }))
    .filter(({ impressions, clicks }) => impressions + clicks > 0)
  return (
    <>
      <p className="desk-intro">
        Counted are impressions of which half was in view for a second, on a page in front of somebody; and clicks.
        Robots that say so are left out. No cookie is set, and of the reader nothing is kept.
      </p>
      <Chart
        title={`The last ${days.length} days`}
        sum={
          ad.impressions + ad.clicks === 0
            ? 'Nothing has been counted since it began.'
            : `Since it began ${write(ad.impressions)} impressions and ${write(ad.clicks)} clicks: a click rate of ${rateInWords(ad.clicks, ad.impressions, locale)}.`
        }
        data={{
          label: `Impressions on each of the last ${days.length} days`,
          series: [seen],
          months: days,
          writeName: writeDay,
          values: { [seen.name]: byDay.map(({ impressions }) => impressions) },
          write,
          locale,
        }}
      >
        <Numbers
          label="Impressions and clicks on each day, the latest first"
          first="Day"
          rows={byDay.toReversed().map((row) => ({ ...row, name: writeDay(row.name) }))}
          locale={locale}
        />
      </Chart>
      {slots.length > 0 && (
        <Numbers label="Impressions and clicks in each slot, of these days" first="Slot" rows={slots} locale={locale} />
      )}
      <p className="mt-3">
        <a href={`/desk/ads/figures.csv?campaign=${ad.id}`} download>
          Download everything that was counted (CSV)
        </a>
      </p>
    </>
  )
}

function sum(counts: DayCount[]): { impressions: number; clicks: number } {
  return {
    impressions: counts.reduce((total, one) => total + one.impressions, 0),
    clicks: counts.reduce((total, one) => total + one.clicks, 0),
  }
}

function Numbers({
  label,
  first,
  rows,
  locale,
}: {
  label: string
  first: string
  rows: { name: string; impressions: number; clicks: number }[]
  locale: string
}) {
  return (
    <DeskTable
      label={label}
      columns={[
        { name: first },
        { name: 'Impressions', figures: true },
        { name: 'Clicks', figures: true },
        { name: 'Click rate', figures: true },
      ]}
    >
      {rows.map(({ name, impressions, clicks }) => (
        <DeskRow key={name}>
          <DeskCell>{name}</DeskCell>
          <DeskCell figures>{impressions.toLocaleString(locale)}</DeskCell>
          <DeskCell figures>{clicks.toLocaleString(locale)}</DeskCell>
          <DeskCell figures>{rateInWords(clicks, impressions, locale)}</DeskCell>
        </DeskRow>
      ))}
    </DeskTable>
  )
}
