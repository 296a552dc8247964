import { z } from 'zod'
import { dayCountsCsv } from '#lib/ads/csv.ts'
import { mayManageAds } from '#lib/ads/policy.ts'
import { dayCounts } from '#lib/ads/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'

const querySchema = z.object({
  campaign: z.uuid().optional(),
  from: z.iso.date().default('1970-01-01'),
})

/** What was counted of house campaigns, day by day and slot by slot: of all, or of one. */
export async function GET(request: Request): Promise<Response> {
  await requireStaff('/desk/ads', mayManageAds)
  const query = querySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success)
    return new Response('Asked for like ?from=2026-01-01&campaign=… or like nothing at all.\n', {
      status: 422,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
  const { campaign, from } = query.data
  const counts = await dayCounts(await requestContext(), from, campaign)
  return new Response(dayCountsCsv(counts), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="advertising.csv"',
      'cache-control': 'private, no-store',
    },
  })
}
