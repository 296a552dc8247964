import type { Metadata } from 'next'
import { mayManageCampaigns } from '#lib/books/policy.ts'
import { donationSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { DeskMissing } from '../../../../_ui/desk-missing.tsx'
import { PictureUploadForm } from '../../../../_ui/picture-upload.tsx'
import { withTakenPicture } from '../../../../_ui/taken-picture.ts'
import { CampaignForm } from '../../_campaigns/campaign-form.tsx'
import { findCampaign } from '../../_campaigns/find-campaign.ts'
import { fieldsOf } from '../../_campaigns/read-form.ts'

export const instant = false
export const metadata: Metadata = { title: 'Change a book campaign', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Changes a campaign that has not been ended. */
export default async function EditCampaignPage({ params, searchParams }: Props) {
  await requireStaff('/desk/books/campaigns', mayManageCampaigns)
  const ctx = await requestContext()
  const campaign = await findCampaign(ctx, (await params).id)
  if (!campaign || campaign.endedAt !== null)
    return <DeskMissing what="campaign to be changed" back="/desk/books/campaigns" backName="All campaigns" />
  const [{ timeZone }, { currencies }, refused] = await Promise.all([
    magazine(),
    donationSettings(ctx),
    refusedForm('campaign'),
  ])
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/books/campaigns">Book campaigns</a> /{' '}
        <a href={`/desk/books/campaigns/${campaign.id}`}>{campaign.bookTitle}</a>
      </p>
      <h1>Change this campaign</h1>
      <PictureUploadForm to={`/desk/books/campaigns/${campaign.id}/edit`} />
      <CampaignForm
        start={
          refused === emptyForm
            ? await withTakenPicture(ctx, { ...emptyForm, typed: fieldsOf(campaign, timeZone) }, await searchParams)
            : refused
        }
        id={campaign.id}
        currencies={currencies}
        timeZone={timeZone}
        isPublished={campaign.publishedAt !== null}
      />
    </>
  )
}
