import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { Context } from '#lib/context.ts'
import { forSpreadsheets } from '#lib/csv.ts'
import { donationLines, type DonationLine } from './export.ts'
import { dayOf, type Days } from './months.ts'

/**
 * The accountant's columns: docs/accounts.md says what each holds. Sums in major units, two decimals, a point before
 * them; every currency the magazine sells has two (lib/money.ts).
 */
const columns: Record<string, (line: DonationLine, timeZone: string) => string> = {
  'Receipt number': (line) => String(line.receiptNumber),
  Date: (line, timeZone) => dayOf(line.paidAt, timeZone),
  'Donor id': (line) => line.donorId,
  Name: (line) => line.name,
  'E-mail': (line) => line.email,
  Kind: (line) => line.kind,
  Currency: (line) => line.currency,
  Amount: (line) => major(line.amount - line.postage),
  Postage: (line) => major(line.postage),
  Refunded: (line) => major(line.refunded),
  Net: (line) => major(line.amount - line.refunded),
  'Stripe reference': (line) => line.stripeRef,
}

/**
 * The donations paid on these days as CSV, written as it is read: a donation at a time goes through.
 * @param timeZone the magazine's, for the days asked for and those written
 */
export function donationsCsv(ctx: Context, days: Days, timeZone: string): Readable {
  const csv = stringify({ ...forSpreadsheets, columns: Object.keys(columns) })
  // Whoever leaves halfway ends the reading as well; a fault of ours breaks the download off, which its reader is told.
  pipeline(Readable.from(records(ctx, days, timeZone)), csv, () => undefined)
  return csv
}

/** The file's name, with the days in it. */
export function csvName({ from, to }: Days): string {
  return `donations-${from}-to-${to}.csv`
}

async function* records(ctx: Context, days: Days, timeZone: string): AsyncGenerator<string[]> {
  for await (const line of donationLines(ctx, days, timeZone))
    yield Object.values(columns).map((write) => write(line, timeZone))
}

function major(minor: number): string {
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
}
