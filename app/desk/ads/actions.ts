'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { beginHouseAd, changeHouseAd, endHouseAd, pauseHouseAd, resumeHouseAd } from '#lib/ads/commands.ts'
import { mayManageAds } from '#lib/ads/policy.ts'
import { tags } from '#lib/cache/tags.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { answerForm } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { pictureFields } from '../_ui/picture-fields.ts'
import { readHouseAd } from './_ads/read-form.ts'

const idsSchema = z.object({ id: z.uuid(), existing: z.enum(['yes', 'no']), intent: z.literal('preview').optional() })

/** Administrators: begins a house campaign, or changes one; or shows what it would look like, and changes nothing. */
export async function saveAd(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('house-ad', form, async (typed) => {
    const staff = await requireStaff('/desk/ads', mayManageAds)
    const { id, existing, intent } = idsSchema.parse(typed)
    const ctx = await requestContext()
    if (typed.withoutPicture === 'on') Object.assign(typed, pictureFields(null))
    if (intent === 'preview') return { ...emptyForm, typed }
    const wanted = readHouseAd(typed, (await magazineSettings(ctx)).timeZone)
    await (existing === 'yes' ? changeHouseAd : beginHouseAd)(ctx, id, wanted, staff.id)
    changed([tags.ads])
    redirect(`/desk/ads/${id}?done=${existing === 'yes' ? 'changed' : 'begun'}`)
  })
}

const deeds = {
  pause: { run: pauseHouseAd, done: 'paused' },
  resume: { run: resumeHouseAd, done: 'resumed' },
  end: { run: endHouseAd, done: 'ended' },
} as const

const deedSchema = z.object({ id: z.uuid(), deed: z.enum(['pause', 'resume', 'end']) })

/** Administrators: pauses a campaign, resumes it, or ends it for good. */
export async function actOnAd(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('act-on-ad', form, async (typed) => {
    const staff = await requireStaff('/desk/ads', mayManageAds)
    const { id, deed } = deedSchema.parse(typed)
    await deeds[deed].run(await requestContext(), id, staff.id)
    changed([tags.ads])
    redirect(`/desk/ads/${id}?done=${deeds[deed].done}`)
  })
}
