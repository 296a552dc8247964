'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { tags } from '#lib/cache/tags.ts'
import { changeSettings } from '#lib/settings/commands.ts'
import { wallSchema } from '#lib/settings/model.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { wholeNumber } from '../whole-number.ts'

const { defaultAccess, crawlersRead } = wallSchema.shape
const formSchema = z.object({
  defaultAccess,
  crawlersRead,
  freeArticles: wholeNumber(0, 50),
  giftLinksPerMonth: wholeNumber(0, 100),
  giftOpenings: wholeNumber(1, 1000),
  giftDays: wholeNumber(1, 90),
})

/** Administrators: sets how the wall stands. */
export async function saveWall(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('wall', form, async (typed) => {
    const staff = await requireStaff('/desk/settings/access', mayChangeSettings)
    await changeSettings(await requestContext(), 'wall', parseFields(formSchema, typed), staff.id)
    changed([tags.settings])
    redirect('/desk/settings/access?done=saved')
  })
}
