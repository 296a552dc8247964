import type { Metadata } from 'next'
import { mayManageCampaigns } from '#lib/books/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { currenciesTaken, magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { BookPage } from '#app/_ui/book-page.tsx'
import { CampaignBanner } from '#app/_ui/campaign-banner.tsx'
import { DeskMissing } from '../../../../_ui/desk-missing.tsx'
import { findCampaign } from '../../_campaigns/find-campaign.ts'

export const instant = false
export const metadata: Metadata = { title: 'Preview', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
}

/** The banner and the page as readers will see them while it is live. */
export default async function PreviewPage({ params }: Props) {
  await requireStaff('/desk/books/campaigns', mayManageCampaigns)
  const campaign = await findCampaign(await requestContext(), (await params).id)
  if (!campaign) return <DeskMissing what="campaign" back="/desk/books/campaigns" backName="All campaigns" />
  const [[currency = 'GBP'], settings] = await Promise.all([currenciesTaken(), magazine()])
  const shown = {
    ...campaign,
    cover: campaign.cover && { ...campaign.cover, caption: '', credit: '' },
  }
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/books/campaigns">Book campaigns</a> /{' '}
        <a href={`/desk/books/campaigns/${campaign.id}`}>{campaign.bookTitle}</a>
      </p>
      <h1>How readers see it</h1>
      <section aria-label="Banner" className="desk-section desk-as-readers">
        <h2>Banner</h2>
        <CampaignBanner campaign={shown} edition="standard" />
      </section>
      <section aria-label="Page" className="desk-section desk-as-readers">
        <h2>Page</h2>
        <BookPage
          campaign={shown}
          state={campaign.state === 'draft' || campaign.state === 'scheduled' ? 'live' : campaign.state}
          zones={campaign.zones}
          currency={currency}
          settings={settings}
        />
      </section>
    </>
  )
}
