import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { mayManageCampaigns } from '#lib/books/policy.ts'
import { dateIn } from '#lib/clock.ts'
import { donationSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { PictureUploadForm } from '../../../_ui/picture-upload.tsx'
import { withTakenPicture } from '../../../_ui/taken-picture.ts'
import { CampaignForm } from '../_campaigns/campaign-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'New book campaign', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Makes a campaign, as a draft. */
export default async function NewCampaignPage({ searchParams }: Props) {
  await requireStaff('/desk/books/campaigns', mayManageCampaigns)
  const ctx = await requestContext()
  const [{ timeZone }, { currencies }, refused] = await Promise.all([
    magazine(),
    donationSettings(ctx),
    refusedForm('campaign'),
  ])
  const fresh = {
    monthPayments: '3',
    perDonor: '1',
    startsAt: dateIn(ctx.now, timeZone),
    'banner.standard': 'on',
    'banner.supporter': 'on',
  }
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/books/campaigns">Book campaigns</a>
      </p>
      <h1>New book campaign</h1>
      <p className="desk-intro">It is saved as a draft. Look at it, then publish it.</p>
      <PictureUploadForm to="/desk/books/campaigns/new" />
      <CampaignForm
        start={
          refused === emptyForm
            ? await withTakenPicture(ctx, { ...emptyForm, typed: fresh }, await searchParams)
            : refused
        }
        id={refused.typed.id ?? v7({ msecs: ctx.now.getTime() })}
        currencies={currencies}
        timeZone={timeZone}
        isPublished={false}
      />
    </>
  )
}
