import { asc, eq, inArray } from 'drizzle-orm'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { claims } from '#db/schema/claims.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { moveClaim } from './internal/move-claim.ts'
import { tellOfDispatch } from './internal/post-mails.ts'
import type { Hand } from './packing.ts'

export interface Parcel {
  carrier: string | null
  trackingNumber: string | null
}

/** Where a parcel can be followed; null for carriers whose page is not known here. */
function trackingUrlOf({ carrier, trackingNumber }: Parcel): string | null {
  if (trackingNumber === null) return null
  // https://www.royalmail.com/track-your-item
  return /royal mail/i.test(carrier ?? '')
    ? `https://www.royalmail.com/track-your-item#/tracking-results/${encodeURIComponent(trackingNumber)}`
    : null
}

/** A packed book leaves: the donor is written to, with the tracking number if there is one. @throws Refusal `conflict` */
export async function dispatchClaim(ctx: Context, claimId: string, parcel: Parcel, by: Hand): Promise<void> {
  await inTransaction(ctx, (tx) => dispatch(tx, claimId, parcel, by))
}

async function dispatch(tx: Context, claimId: string, parcel: Parcel, by: Hand): Promise<void> {
  const { verdict, after } = await moveClaim(tx, claimId, { kind: 'dispatched' }, by, {
    ...parcel,
    trackingUrl: trackingUrlOf(parcel),
  })
  if (verdict.rule === 'moved') await tellOfDispatch(tx, after)
}

/** A row of a carrier's file that cannot be taken, and why. `line` as a spreadsheet counts, the header being line 1. */
export interface RowFault {
  line: number
  fault: string
}

export interface DispatchResult {
  dispatched: number
  /** Sent before with the same tracking number: the file was given twice. */
  already: number
  faults: RowFault[]
}

const rowSchema = z.object({
  number: z.string().regex(/^\d{1,9}$/, 'The order reference is no claim number.'),
  tracking: z.string().regex(/^[A-Za-z0-9-]{6,40}$/, 'The tracking number is missing, or is none.'),
})

/**
 * Takes a carrier's file back: every packed claim it names is dispatched with its tracking number. When any row is wrong, none
 * is applied. Given again, a file changes nothing.
 * @param text CSV with a header that has `Order reference` and `Tracking number`, as Click & Drop exports it
 * @throws Refusal `invalid` when it is no such file
 */
export async function takeTracking(ctx: Context, text: string, carrier: string, by: Hand): Promise<DispatchResult> {
  const rows = readRows(text)
  return inTransaction(ctx, async (tx) => {
    // In one order, so that two files do not wait for each other.
    const numbers = rows.flatMap(({ row }) => (row.success ? [Number(row.data.number)] : []))
    const found =
      numbers.length === 0
        ? []
        : await tx.db
            .select()
            .from(claims)
            .where(inArray(claims.number, numbers))
            .orderBy(asc(claims.campaignId), asc(claims.id))
    const claimOf = new Map(found.map((claim) => [claim.number, claim]))
    const faults: RowFault[] = []
    const due = new Map<string, string>()
    let already = 0
    for (const { line, row } of rows) {
      if (!row.success) {
        faults.push({ line, fault: row.error.issues[0]?.message ?? 'It cannot be read.' })
        continue
      }
      const claim = claimOf.get(Number(row.data.number))
      const tracking = row.data.tracking.toUpperCase()
      const fault = faultOf(claim, row.data.number, tracking, due)
      if (fault !== null) faults.push({ line, fault })
      else if (claim && claim.state === 'packed') due.set(claim.id, tracking)
      else already += 1
    }
    if (faults.length > 0) return { dispatched: 0, already: 0, faults }
    for (const { id } of found) {
      const trackingNumber = due.get(id)
      if (trackingNumber !== undefined) await dispatch(tx, id, { carrier, trackingNumber }, by)
    }
    await recordAudit(tx, {
      actorId: by.actorId,
      action: 'took a file of tracking numbers',
      subject: subjectOf('books', 'dispatch'),
      details: { rows: rows.length, dispatched: due.size, already },
    })
    return { dispatched: due.size, already, faults }
  })
}

function faultOf(
  claim: typeof claims.$inferSelect | undefined,
  number: string,
  tracking: string,
  due: ReadonlyMap<string, string>,
): string | null {
  if (!claim) return `There is no claim ${number}.`
  const other = due.get(claim.id)
  if (other !== undefined) return `Claim ${number} stands in this file twice.`
  if (claim.state === 'packed') return null
  const wasSent = ['dispatched', 'delivered', 'returned', 'replaced'].includes(claim.state)
  if (wasSent && claim.trackingNumber === tracking) return null
  if (wasSent) return `Claim ${number} was sent before, with another tracking number.`
  return `Claim ${number} is ${claim.state}, and not packed.`
}

/** The names Click & Drop and others give the two columns that matter. */
const columnNames = {
  number: ['order reference', 'channel reference', 'reference', 'order number'],
  tracking: ['tracking number', 'tracking no', 'tracking'],
}

function readRows(text: string) {
  let lines: string[][]
  try {
    lines = z.array(z.array(z.string())).parse(
      parse(text, {
        bom: true,
        skip_empty_lines: true,
        relax_column_count: true,
        trim: true,
        delimiter: [',', ';', '\t'],
      }),
    )
  } catch {
    throw new Refusal('invalid', 'This file is no CSV that can be read.', {
      file: 'This file is no CSV that can be read.',
    })
  }
  const header = (lines[0] ?? []).map((name) => name.toLowerCase())
  const columnOf = (names: string[]) => header.findIndex((name) => names.includes(name))
  const [number, tracking] = [columnOf(columnNames.number), columnOf(columnNames.tracking)]
  if (number === -1 || tracking === -1) {
    const message = 'The first line must name the columns, “Order reference” and “Tracking number” among them.'
    throw fieldRefusal('file', message)
  }
  if (lines.length > 5001) throw new Refusal('invalid', 'Use at most 5,000 rows.', { file: 'Use at most 5,000 rows.' })
  // What is made text for a spreadsheet has an apostrophe before it.
  const bare = (field: string | undefined) => (field ?? '').replace(/^'/, '').replace(/\s/g, '')
  return lines.slice(1).map((fields, index) => ({
    line: index + 2,
    row: rowSchema.safeParse({ number: bare(fields[number]), tracking: bare(fields[tracking]) }),
  }))
}

/** Sends every packed claim of a batch without tracking numbers, as untracked post is. @returns how many */
export async function dispatchBatch(ctx: Context, batchId: string, carrier: string, by: Hand): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const inBatch = await tx.db
      .select({ id: claims.id, state: claims.state })
      .from(claims)
      .where(eq(claims.batchId, batchId))
      .orderBy(asc(claims.id))
    const packed = inBatch.filter(({ state }) => state === 'packed')
    for (const { id } of packed) await dispatch(tx, id, { carrier, trackingNumber: null }, by)
    return packed.length
  })
}
