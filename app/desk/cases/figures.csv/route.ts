import { z } from 'zod'
import { casesCsv, recordCasesExport } from '#lib/cases/annual-statement.ts'
import { mayWorkCases } from '#lib/cases/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { streamOf } from '#app/_server/stream-of.ts'

const yearSchema = z.coerce.number().int().min(1970).max(9998)

/** The cases of a year, for a regulator's annual statement; docs/cases-desk.md describes the columns. */
export async function GET(request: Request): Promise<Response> {
  const staff = await requireStaff('/desk/cases/figures', mayWorkCases)
  const year = yearSchema.safeParse(new URL(request.url).searchParams.get('year') ?? '')
  if (!year.success)
    return new Response('A year is needed, as ?year=2026.\n', {
      status: 422,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
  const ctx = await requestContext()
  const { timeZone } = await magazine()
  // Before anything leaves: what cannot be noted is not given out.
  await recordCasesExport(ctx, staff.id, year.data)
  return new Response(streamOf(casesCsv(ctx, year.data, timeZone)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="cases-${year.data}.csv"`,
      'cache-control': 'private, no-store',
    },
  })
}
