'use server'

import { redirect } from 'next/navigation'
import { tags } from '#lib/cache/tags.ts'
import { changeSettings } from '#lib/settings/commands.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { textPlaces, textsSchema } from '#lib/texts/model.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

/** Administrators: words what readers meet, or takes all of it back to the standard. */
export async function saveTexts(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('texts', form, async (typed) => {
    const staff = await requireStaff('/desk/settings/texts', mayChangeSettings)
    const isReset = typed.intent === 'default'
    // What is typed in several lines stands in one.
    const given = Object.fromEntries(textPlaces.map(({ key }) => [key, typed[key]?.replaceAll(/\s+/g, ' ')]))
    const texts = parseFields(textsSchema, isReset ? {} : given)
    await changeSettings(await requestContext(), 'texts', texts, staff.id)
    changed([tags.settings])
    redirect(`/desk/settings/texts?done=${isReset ? 'default' : 'saved'}`)
  })
}
