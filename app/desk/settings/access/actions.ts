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

const figure = (least: number, most: number) => {
  const words = `Enter a whole number from ${least} to ${most}.`
  return z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, words)
    .transform(Number)
    .pipe(z.int().min(least, words).max(most, words))
}

const { defaultAccess, crawlersRead } = wallSchema.shape
const formSchema = z.object({
  defaultAccess,
  crawlersRead,
  freeArticles: figure(0, 50),
  giftLinksPerMonth: figure(0, 100),
  giftOpenings: figure(1, 1000),
  giftDays: figure(1, 90),
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
