import { auditCsv, recordAuditExport } from '#lib/audit/csv.ts'
import { mayReadAuditLog } from '#lib/audit/policy.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { streamOf } from '#app/_server/stream-of.ts'
import { auditQuerySchema, filterOf } from '../_audit/addresses.ts'

/** The audit log, narrowed as its page is; docs/audit.md describes the columns. */
export async function GET(request: Request): Promise<Response> {
  const administrator = await requireStaff('/desk/audit', mayReadAuditLog)
  const query = auditQuerySchema.parse(Object.fromEntries(new URL(request.url).searchParams))
  const ctx = await requestContext()
  const { timeZone } = await magazine()
  // Before anything leaves: what cannot be noted is not given out.
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  await recordAuditExport(ctx, administrator.id, Object.fromEntries(asked))
  return new Response(streamOf(auditCsv(ctx, filterOf(query, timeZone), (ids) => peopleNamed(ctx, ids))), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="audit-log.csv"',
      'cache-control': 'private, no-store',
    },
  })
}
