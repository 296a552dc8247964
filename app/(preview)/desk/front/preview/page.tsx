import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { localTime, timeIn } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { arrangementSchema, type Arrangement } from '#lib/front-page/model.ts'
import { mayArrangeFront } from '#lib/front-page/policy.ts'
import { arrangementById, frontForeseen, pastArrangement } from '#lib/front-page/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { noAds, pageAds, type PageAds } from '#app/_server/page-ads.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { FrontPageOf } from '#app/[edition]/front-page.tsx'
import { formatMinute } from '#app/_ui/time.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Preview of the front page', robots: { index: false } }

const text = z.string().max(12_000).optional().catch(undefined)
const querySchema = z.object({
  edition: z.enum(['standard', 'supporter']).catch('standard'),
  at: text,
  plan: text,
  change: text,
  past: text,
})
type Query = z.infer<typeof querySchema>

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/**
 * The front page as readers of an edition will see it at a time: of what is being arranged (`plan`), of a change to come
 * (`change`), of one that was (`past`), or of what will stand then. Made for each request, for staff alone; it counts nothing and
 * asks Google for nothing.
 */
export default async function FrontPreviewPage({ searchParams }: Props) {
  await requireStaff('/desk/front/preview', mayArrangeFront)
  const query = querySchema.parse(await searchParams)
  const ctx = await requestContext()
  const { timeZone, locale } = await magazine()
  const { plan, from } = await askedFor(ctx, query)
  const at = timeIn(query.at ?? '', timeZone) ?? (from !== null && from > ctx.now ? from : ctx.now)
  const [front, ads] = await Promise.all([
    frontForeseen(ctx, at, plan),
    query.edition === 'standard' ? withoutGoogle() : noAds,
  ])
  return (
    <>
      <search
        aria-label="Preview"
        className="sticky top-0 z-20 border-b-2 border-accent bg-panel px-5 py-2 font-plain text-sm print:hidden"
      >
        <form className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <strong>
            Preview: {query.edition === 'standard' ? 'with advertising' : 'without advertising'},{' '}
            <time dateTime={at.toISOString()}>{formatMinute(at, timeZone, locale)}</time>
          </strong>
          {(['plan', 'change', 'past'] as const).map(
            (name) => query[name] !== undefined && <input key={name} type="hidden" name={name} value={query[name]} />,
          )}
          <label className="flex items-center gap-2">
            At
            <input
              className="field min-h-9 w-auto py-1 text-sm"
              type="datetime-local"
              name="at"
              defaultValue={localTime(at, timeZone)}
            />
          </label>
          <button
            type="submit"
            name="edition"
            value="standard"
            className="button button-quiet min-h-9 px-3 py-1 text-sm"
          >
            Standard
          </button>
          <button
            type="submit"
            name="edition"
            value="supporter"
            className="button button-quiet min-h-9 px-3 py-1 text-sm"
          >
            Supporter
          </button>
          <a href="/desk/front">Back to the desk</a>
        </form>
      </search>
      <FrontPageOf edition={query.edition} front={front} ads={ads} counted={false} />
    </>
  )
}

/** Which arrangement is meant, and from when on; none for what will stand at the time. */
async function askedFor(
  ctx: Context,
  { plan, change, past }: Query,
): Promise<{ plan: Arrangement | null; from: Date | null }> {
  if (plan !== undefined) return { plan: parsed(plan), from: null }
  if (change !== undefined) return found(await arrangementById(ctx, change))
  if (past !== undefined) return found(await pastArrangement(ctx, past))
  return { plan: null, from: null }
}

function parsed(json: string): Arrangement {
  try {
    return arrangementSchema.parse(JSON.parse(json))
  } catch {
    notFound()
  }
}

function found(stored: { plan: Arrangement; startsAt: Date } | null): { plan: Arrangement; from: Date } {
  if (stored === null) notFound()
  return { plan: stored.plan, from: stored.startsAt }
}

/** The frames with what the house has for them. */
async function withoutGoogle(): Promise<PageAds> {
  const ads = await pageAds('standard', 'front', 'front')
  return { ...ads, choices: false, places: ads.places.map((place) => ({ ...place, google: null })) }
}
