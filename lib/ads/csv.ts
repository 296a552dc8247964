import { stringify } from 'csv-stringify/sync'
import type { DayCount } from './queries.ts'

const columns: Record<string, (count: DayCount) => string> = {
  Day: ({ day }) => day,
  Campaign: ({ headline }) => headline,
  Advertiser: ({ advertiser }) => advertiser,
  'Campaign id': ({ houseAdId }) => houseAdId,
  Slot: ({ slot }) => slot,
  Impressions: ({ impressions }) => String(impressions),
  Clicks: ({ clicks }) => String(clicks),
  'Click rate': ({ impressions, clicks }) => (impressions === 0 ? '' : (clicks / impressions).toFixed(4)),
}

/** What was counted as CSV, made safe for spreadsheets in the same way as the accountant's file (lib/figures/csv.ts). */
export function dayCountsCsv(counts: DayCount[]): string {
  return stringify(
    counts.map((count) => Object.values(columns).map((write) => write(count))),
    {
      bom: true,
      header: true,
      columns: Object.keys(columns),
      quoted: true,
      escape_formulas: true,
      record_delimiter: 'windows',
    },
  )
}
