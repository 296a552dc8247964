import type { Metadata } from 'next'
import { z } from 'zod'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { dedicationsToRead } from '#lib/books/dedications.ts'
import { campaignFigures } from '#lib/books/figures.ts'
import { mayManageCampaigns } from '#lib/books/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { AuditLines } from '../../../_ui/audit-lines.tsx'
import { DeskMissing } from '../../../_ui/desk-missing.tsx'
import { DeskDone, DeskState } from '../../../_ui/desk-state.tsx'
import { ActForm } from '#app/_ui/act-form.tsx'
import { CampaignFacts } from '../_campaigns/campaign-facts.tsx'
import { actOnCampaign } from '../actions.ts'
import { DedicationForm } from '../../_dedications/dedication-form.tsx'
import { FigureList } from '../_campaigns/figure-list.tsx'
import { findCampaign } from '../_campaigns/find-campaign.ts'
import { stateWords } from '../_campaigns/words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Book campaign', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const doneWords = {
  saved: 'The campaign is saved.',
  published: 'It is published. From its first day on its banner is on the pages.',
  ended: 'It has ended. What was promised is kept.',
  read: 'Noted.',
} as const
const querySchema = z.object({ done: z.enum(['saved', 'published', 'ended', 'read']).optional().catch(undefined) })

/** One campaign: where it stands, what it brings, and what donors wish to have written. */
export default async function CampaignPage({ params, searchParams }: Props) {
  await requireStaff('/desk/books/campaigns', mayManageCampaigns)
  const ctx = await requestContext()
  const { done } = querySchema.parse(await searchParams)
  const campaign = await findCampaign(ctx, (await params).id)
  if (!campaign) return <DeskMissing what="campaign" back="/desk/books/campaigns" backName="All campaigns" />
  const [settings, figures, dedications, audit, start, reading] = await Promise.all([
    magazine(),
    campaignFigures(ctx, campaign.id),
    dedicationsToRead(ctx, campaign.id),
    auditOf(ctx, [subjectOf('campaign', campaign.id)]),
    refusedForm('act-on-campaign'),
    refusedForm('dedication'),
  ])
  const { state } = campaign
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/books/campaigns">Book campaigns</a>
      </p>
      <div className="desk-row">
        <h1>{campaign.bookTitle}</h1>
        <DeskState tone={stateWords[state].tone}>{stateWords[state].name}</DeskState>
      </div>
      {done && <DeskDone>{doneWords[done]}</DeskDone>}
      <div className="desk-row mt-3">
        {state === 'draft' && (
          <ActForm
            action={actOnCampaign}
            start={start}
            hidden={{ id: campaign.id, deed: 'publish' }}
            button="Publish"
          />
        )}
        {campaign.endedAt === null && (
          <a href={`/desk/books/campaigns/${campaign.id}/edit`} className="button button-quiet">
            Change
          </a>
        )}
        <a href={`/desk/books/campaigns/${campaign.id}/preview`} className="button button-quiet">
          Preview
        </a>
        {state !== 'draft' && <a href={`/books/${campaign.slug}`}>Its page</a>}
        {(state === 'live' || state === 'sold_out' || state === 'scheduled') && (
          <details>
            <summary>End it</summary>
            <p className="desk-intro mb-2">
              Nobody is offered it any more, at once and for good. What was promised is kept, and those who wait are
              served by copies that come back.
            </p>
            <ActForm
              action={actOnCampaign}
              start={start}
              hidden={{ id: campaign.id, deed: 'end' }}
              button="End this campaign"
              quiet
            />
          </details>
        )}
      </div>
      {dedications.length > 0 && (
        <section aria-labelledby="dedications" className="desk-section">
          <h2 id="dedications">
            {dedications.length === 1 ? 'One dedication' : `${dedications.length} dedications`} to read
          </h2>
          <p className="desk-intro">What the author will write by hand. Whose it is, is not shown.</p>
          <ul>
            {dedications.map(({ claimId, text }) => (
              <li key={claimId} data-desk-row className="border-t border-rule py-3">
                <DedicationForm start={reading} campaignId={campaign.id} claimId={claimId} text={text} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="figures" className="desk-section">
        <h2 id="figures">Figures</h2>
        <FigureList campaign={campaign} figures={figures} locale={settings.locale} />
      </section>
      <section aria-labelledby="facts" className="desk-section">
        <h2 id="facts">What was set</h2>
        <CampaignFacts campaign={campaign} settings={settings} />
      </section>
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
