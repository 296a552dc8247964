'use server'

import { redirect } from 'next/navigation'
import { mayManageAds } from '#lib/ads/policy.ts'
import { markTopicsAdFree } from '#lib/articles/ad-free.ts'
import { tags } from '#lib/cache/tags.ts'
import { changeSettings } from '#lib/settings/commands.ts'
import { answerForm } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { readAdvertising } from './read-form.ts'

/** Administrators: sets where advertising stands, what Google may deliver, and what ads.txt says. */
export async function saveAdvertising(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('advertising', form, async (typed) => {
    const staff = await requireStaff('/desk/settings/advertising', mayManageAds)
    await changeSettings(await requestContext(), 'advertising', readAdvertising(typed), staff.id)
    changed([tags.settings])
    redirect('/desk/settings/advertising?done=saved')
  })
}

/** Administrators: says which topics carry no advertising. */
export async function saveAdFreeTopics(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('ad-free-topics', form, async (typed) => {
    const staff = await requireStaff('/desk/settings/advertising', mayManageAds)
    const slugs = Object.keys(typed).flatMap((name) => (name.startsWith('topic.') ? [name.slice('topic.'.length)] : []))
    changed(await markTopicsAdFree(await requestContext(), slugs, staff.id))
    redirect('/desk/settings/advertising?done=topics')
  })
}
