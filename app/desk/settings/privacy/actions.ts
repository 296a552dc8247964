'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { tags } from '#lib/cache/tags.ts'
import { mayChangeRetention } from '#lib/privacy/policy.ts'
import { changePeriods, foreseen, periodsToChange } from '#lib/privacy/retention.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { wholeNumber } from '../whole-number.ts'

const formSchema = z.object(
  Object.fromEntries(periodsToChange.map(({ name, least, most }) => [name, wholeNumber(least, most)])),
)

/** Administrators: sets how long things are kept. What a shorter period would remove is shown first, and asked about once. */
export async function saveRetention(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('retention', form, async (typed) => {
    const staff = await requireStaff('/desk/settings/privacy', mayChangeRetention)
    const ctx = await requestContext()
    const wished = parseFields(formSchema, typed)
    const asked = JSON.stringify(wished)
    const due = await foreseen(ctx, wished)
    if (due.length > 0 && typed.asked !== asked) {
      const lines = due.map(({ what, many }) => `${many.toLocaleString('en-GB')} of “${what}”`)
      return {
        ...emptyForm,
        message: `Nothing is saved yet. The coming night would remove, for good: ${lines.join('; ')}. Save once more if that is meant.`,
        typed: { ...typed, asked },
      }
    }
    await changePeriods(ctx, wished, staff.id)
    changed([tags.settings])
    redirect('/desk/settings/privacy?done=saved')
  })
}
