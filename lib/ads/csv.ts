import { stringify } from 'csv-stringify/sync'
import { forSpreadsheets } from '#lib/csv.ts'
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

/** What was counted, as CSV. */
export function dayCountsCsv(counts: DayCount[]): string {
  return stringify(
    counts.map((count) => Object.values(columns).map((write) => write(count))),
    { ...forSpreadsheets, columns: Object.keys(columns) },
  )
}
