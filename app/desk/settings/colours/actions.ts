'use server'

import { redirect } from 'next/navigation'
import { tags } from '#lib/cache/tags.ts'
import { changeColours } from '#lib/settings/colours.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { answerForm } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { withOthers } from '../was.ts'
import { colourFields, coloursIn } from './colours-in.ts'

/** Administrators: gives the magazine its own colours, or takes it back to the house's. */
export async function saveColours(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('colours', form, async (typed) => {
    const staff = await requireStaff('/desk/settings/colours', mayChangeSettings)
    const isReset = typed.intent === 'default'
    const overtaken: FormState[] = []
    await changeColours(
      await requestContext(),
      (now) => {
        if (isReset) return { light: {}, dark: {} }
        const shown = colourFields(now)
        const mine = Object.fromEntries(
          Object.keys(shown).flatMap((name) => (typed[name] ? [[name, typed[name]]] : [])),
        )
        const { fields, refused } = withOthers(typed, mine, shown)
        if (refused !== null) overtaken.push(refused)
        return coloursIn(refused === null ? fields : shown)
      },
      staff.id,
    )
    if (overtaken[0] !== undefined) return overtaken[0]
    changed([tags.settings])
    redirect(`/desk/settings/colours?done=${isReset ? 'default' : 'saved'}`)
  })
}
