'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { fileAppeal } from '#lib/comments/moderation/appeals.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requirePerson } from '#app/_server/session.ts'
import type { FormState } from '#app/_ui/form-state.ts'

/** Whoever was rejected or sanctioned: asks for another look. */
export async function appeal(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('appeal', form, async (typed) => {
    const person = await requirePerson('/account/comments')
    const { id, text } = parseFields(z.object({ id: z.uuid(), text: z.string().default('') }), typed)
    await fileAppeal(await requestContext(), person, { id, text })
    redirect(`/account/comments/appeal/${id}`)
  })
}
