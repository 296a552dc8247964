import type { Metadata } from 'next'
import { z } from 'zod'
import { mayManageAds } from '#lib/ads/policy.ts'
import { dayCounts } from '#lib/ads/queries.ts'
import { topicsForAds } from '#lib/articles/ad-free.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { after, dateIn, day } from '#lib/clock.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { DeskDone, DeskState } from '../../_ui/desk-state.tsx'
import { ActForm } from '#app/_ui/act-form.tsx'
import { actOnAd } from '../actions.ts'
import { AdFacts } from '../_ads/ad-facts.tsx'
import { AdFigures } from '../_ads/ad-figures.tsx'
import { AdPreview } from '../_ads/ad-preview.tsx'
import { findAd } from '../_ads/find-ad.ts'
import { stateWords } from '../_ads/words.ts'
import '../_ads/ads.css'

export const instant = false
export const metadata: Metadata = { title: 'Campaign', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** How far back the drawing goes; the file has everything. */
const shownDays = 30

const doneWords = {
  begun: 'The campaign has been begun.',
  changed: 'The changes are on the pages now.',
  paused: 'It is on no page any more, until you resume it.',
  resumed: 'It is back on the pages.',
  ended: 'It has been ended, and is on no page any more.',
} as const
const querySchema = z.object({
  done: z.enum(['begun', 'changed', 'paused', 'resumed', 'ended']).optional().catch(undefined),
})

/** One house campaign: what it is, where it stands, and how it does. */
export default async function AdPage({ params, searchParams }: Props) {
  await requireStaff('/desk/ads', mayManageAds)
  const ctx = await requestContext()
  const settings = await magazine()
  const { done } = querySchema.parse(await searchParams)
  const ad = await findAd(ctx, (await params).id)
  if (!ad) return <DeskMissing what="campaign" back="/desk/ads" backName="All campaigns" />
  const days = Array.from({ length: shownDays }, (_, index) =>
    dateIn(after(ctx.now, (index + 1 - shownDays) * day), settings.timeZone),
  )
  const [counts, topics, audit, start] = await Promise.all([
    dayCounts(ctx, days[0] ?? '', ad.id),
    topicsForAds(ctx),
    auditOf(ctx, [subjectOf('house ad', ad.id)]),
    refusedForm('act-on-ad'),
  ])
  const isOver = ad.state === 'ended'
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/ads">Advertising</a>
      </p>
      <div className="desk-row">
        <h1>{ad.headline}</h1>
        <DeskState tone={stateWords[ad.state].tone}>{stateWords[ad.state].name}</DeskState>
      </div>
      {done && <DeskDone>{doneWords[done]}</DeskDone>}
      <div className="desk-row mt-3">
        {ad.endedAt === null && (
          <a href={`/desk/ads/${ad.id}/edit`} className="button">
            Change
          </a>
        )}
        {!isOver && (
          <>
            <ActForm
              action={actOnAd}
              start={start}
              hidden={{ id: ad.id, deed: ad.pausedAt === null ? 'pause' : 'resume' }}
              button={ad.pausedAt === null ? 'Pause' : 'Resume'}
              quiet
            />
            <details>
              <summary>End it</summary>
              <p className="desk-intro mb-2">It goes from every page at once, for good; what was counted stays.</p>
              <ActForm
                action={actOnAd}
                start={start}
                hidden={{ id: ad.id, deed: 'end' }}
                button="End this campaign"
                quiet
              />
            </details>
          </>
        )}
      </div>
      <AdFacts ad={ad} topics={topics} settings={settings} />
      <section aria-labelledby="figures" className="desk-section">
        <h2 id="figures">Figures</h2>
        <AdFigures ad={ad} days={days} counts={counts} settings={settings} />
      </section>
      <section aria-labelledby="look" className="desk-section">
        <h2 id="look">How it looks</h2>
        <AdPreview ad={ad} />
      </section>
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
