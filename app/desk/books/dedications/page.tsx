import type { Metadata } from 'next'
import { z } from 'zod'
import { dedicationsByCampaign } from '#lib/books/desk-queries.ts'
import { dedicationsToRead } from '#lib/books/dedications.ts'
import { mayFulfil } from '#lib/books/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { DedicationForm } from '../_dedications/dedication-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Dedications', robots: { index: false } }

const querySchema = z.object({ done: z.literal('read').optional().catch(undefined) })

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** What donors wish to have written, before anybody writes it. */
export default async function DedicationsPage({ searchParams }: Props) {
  await requireStaff('/desk/books/dedications', mayFulfil)
  const ctx = await requestContext()
  const { done } = querySchema.parse(await searchParams)
  const [campaigns, start] = await Promise.all([dedicationsByCampaign(ctx), refusedForm('dedication')])
  const shown = await Promise.all(
    campaigns.map(async (campaign) => ({ ...campaign, lines: await dedicationsToRead(ctx, campaign.campaignId) })),
  )
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/books">Books to send</a>
      </p>
      <h1>Dedications</h1>
      <p className="desk-intro">
        A book is ready only when its dedication was read. The donor learns why one is refused.
      </p>
      {done && <DeskDone>Noted.</DeskDone>}
      {shown.length === 0 && <p className="mt-4">Every dedication has been read.</p>}
      {shown.map(({ campaignId, bookTitle, lines }) => (
        <section key={campaignId} aria-label={bookTitle} className="desk-section">
          <h2>{bookTitle}</h2>
          <ul className="mt-2 space-y-4">
            {lines.map(({ claimId, text }) => (
              <li key={claimId}>
                <DedicationForm start={start} campaignId={null} claimId={claimId} text={text} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
