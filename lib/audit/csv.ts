import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { Context } from '#lib/context.ts'
import { forSpreadsheets } from '#lib/csv.ts'
import type { ListPlace } from '#lib/keyset.ts'
import { recordAudit, subjectOf, type AuditRow } from './audit.ts'
import { auditLogOf, type AuditFilter } from './log.ts'

/** How many are held in memory at once. */
const batchSize = 1000

/** docs/audit.md says what each column holds. */
const columns: Record<string, (row: AuditRow, who: string) => string> = {
  When: (row) => row.at.toISOString(),
  Who: (_, who) => who,
  'Who, id': (row) => row.actorId,
  'Did what': (row) => row.action,
  'To what': (row) => row.subject,
  Details: (row) => JSON.stringify(row.details),
}

/** What people are called, by id; see lib/people. */
export type NamesOf = (ids: string[]) => Promise<ReadonlyMap<string, string>>

/** The log as CSV, the newest first, written as it is read: a batch at a time, each beginning where the last ended. */
export function auditCsv(ctx: Context, filter: AuditFilter, namesOf: NamesOf): Readable {
  const csv = stringify({ ...forSpreadsheets, columns: Object.keys(columns) })
  // Whoever leaves halfway ends the reading as well; a fault of ours breaks the download off, which its reader is told.
  pipeline(Readable.from(records(ctx, filter, namesOf)), csv, () => undefined)
  return csv
}

/** Notes who took what of the log out of the house. @param asked how it was narrowed, as the address said it */
export async function recordAuditExport(ctx: Context, actorId: string, asked: Record<string, string>): Promise<void> {
  await recordAudit(ctx, {
    actorId,
    action: 'exported the audit log',
    subject: subjectOf('audit', 'log'),
    details: asked,
  })
}

async function* records(ctx: Context, filter: AuditFilter, namesOf: NamesOf): AsyncGenerator<string[]> {
  let after: ListPlace | undefined
  for (;;) {
    const batch: AuditRow[] = await auditLogOf(ctx, filter, { after, limit: batchSize })
    const names = await namesOf([...new Set(batch.map(({ actorId }) => actorId))])
    for (const row of batch) {
      yield Object.values(columns).map((write) => write(row, names.get(row.actorId) ?? ''))
      after = row
    }
    if (batch.length < batchSize) return
  }
}
