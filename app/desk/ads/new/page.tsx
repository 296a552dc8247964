import type { Metadata } from 'next'
import { newHouseAdId } from '#lib/ads/commands.ts'
import { mayManageAds } from '#lib/ads/policy.ts'
import { topicsForAds } from '#lib/articles/ad-free.ts'
import { dateIn } from '#lib/clock.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { PictureUploadForm } from '../../_ui/picture-upload.tsx'
import { AdForm } from '../_ads/ad-form.tsx'
import { withTakenPicture } from '../../_ui/taken-picture.ts'
import '../_ads/ads.css'

export const instant = false
export const metadata: Metadata = { title: 'New campaign', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Begins a house campaign. */
export default async function NewAdPage({ searchParams }: Props) {
  await requireStaff('/desk/ads', mayManageAds)
  const ctx = await requestContext()
  const { timeZone } = await magazine()
  const refused = await refusedForm('house-ad')
  const fresh = { ...emptyForm, typed: { weight: '1', startsAt: dateIn(ctx.now, timeZone) } }
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/ads">Advertising</a>
      </p>
      <h1>New campaign</h1>
      <PictureUploadForm to="/desk/ads/new" />
      <AdForm
        start={refused === emptyForm ? await withTakenPicture(ctx, fresh, await searchParams) : refused}
        id={refused.typed.id ?? newHouseAdId(ctx.now)}
        existing={false}
        topics={await topicsForAds(ctx)}
        timeZone={timeZone}
      />
    </>
  )
}
