'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { tags } from '#lib/cache/tags.ts'
import { calendarDay } from '#lib/clock.ts'
import { changeRequirement } from '#lib/second-factor/requirement.ts'
import { staffSettingsSchema } from '#lib/settings/model.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const formSchema = z.object({
  secondFactor: staffSettingsSchema.shape.secondFactor.unwrap(),
  secondFactorFrom: z
    .string()
    .trim()
    .transform((date) => (date === '' ? null : date))
    .refine((date) => date === null || calendarDay(date, 'UTC') !== null, {
      message: 'Enter a day like 2026-12-01, or leave it empty for at once.',
    }),
})

/** Administrators: sets who needs a second factor, and from when on. */
export async function saveStaffSettings(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('staff-settings', form, async (typed) => {
    const staff = await requireStaff('/desk/settings/staff', mayChangeSettings)
    await changeRequirement(await requestContext(), parseFields(formSchema, typed), staff.id)
    changed([tags.settings])
    redirect('/desk/settings/staff?done=saved')
  })
}
