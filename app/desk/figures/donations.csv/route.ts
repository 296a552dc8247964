import { z } from 'zod'
import { csvName, donationsCsv } from '#lib/figures/csv.ts'
import { recordExport } from '#lib/figures/export.ts'
import { maySeeFigures } from '#lib/figures/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { streamOf } from '#app/_server/stream-of.ts'

const daysSchema = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to && from >= '1970-01-01')

/** The donations of some days, for the accountant; docs/accounts.md describes the columns. */
export async function GET(request: Request): Promise<Response> {
  const administrator = await requireStaff('/desk/figures', maySeeFigures)
  const days = daysSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!days.success)
    return new Response('Two days are needed, as ?from=2026-01-01&to=2026-03-31, the first not after the last.\n', {
      status: 422,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
  const ctx = await requestContext()
  const { timeZone } = await magazine()
  // Before anything leaves: what cannot be noted is not given out.
  await recordExport(ctx, administrator.id, days.data)
  return new Response(streamOf(donationsCsv(ctx, days.data, timeZone)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${csvName(days.data)}"`,
      'cache-control': 'private, no-store',
    },
  })
}
