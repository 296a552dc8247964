'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { tags } from '#lib/cache/tags.ts'
import { changeSettings } from '#lib/settings/commands.ts'
import { mostAddressDays } from '#lib/settings/model.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { wholeNumber } from '../whole-number.ts'

const formSchema = z.object({ addressDays: wholeNumber(1, mostAddressDays) })

/** Administrators: sets how long the addresses of books are kept. */
export async function saveBookSettings(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('book-settings', form, async (typed) => {
    const staff = await requireStaff('/desk/settings/books', mayChangeSettings)
    await changeSettings(await requestContext(), 'books', parseFields(formSchema, typed), staff.id)
    changed([tags.settings])
    redirect('/desk/settings/books?done=saved')
  })
}
