import type { Metadata } from 'next'
import { mayManageAds } from '#lib/ads/policy.ts'
import { topicsForAds } from '#lib/articles/ad-free.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { DeskMissing } from '../../../_ui/desk-missing.tsx'
import { PictureUploadForm } from '../../../_ui/picture-upload.tsx'
import { AdForm } from '../../_ads/ad-form.tsx'
import { findAd } from '../../_ads/find-ad.ts'
import { fieldsOf } from '../../_ads/read-form.ts'
import { withTakenPicture } from '../../../_ui/taken-picture.ts'
import '../../_ads/ads.css'

export const instant = false
export const metadata: Metadata = { title: 'Change a campaign', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Changes a house campaign that has not been ended. */
export default async function EditAdPage({ params, searchParams }: Props) {
  await requireStaff('/desk/ads', mayManageAds)
  const ctx = await requestContext()
  const { timeZone } = await magazine()
  const ad = await findAd(ctx, (await params).id)
  if (!ad || ad.endedAt !== null)
    return <DeskMissing what="campaign to be changed" back="/desk/ads" backName="All campaigns" />
  const refused = await refusedForm('house-ad')
  const fresh = { ...emptyForm, typed: fieldsOf(ad, timeZone) }
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/ads">Advertising</a> / <a href={`/desk/ads/${ad.id}`}>{ad.headline}</a>
      </p>
      <h1>Change this campaign</h1>
      <PictureUploadForm to={`/desk/ads/${ad.id}/edit`} />
      <AdForm
        start={refused === emptyForm ? await withTakenPicture(ctx, fresh, await searchParams) : refused}
        id={ad.id}
        existing
        topics={await topicsForAds(ctx)}
        timeZone={timeZone}
      />
    </>
  )
}
