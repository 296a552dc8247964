'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { consentChoiceSchema } from '#lib/consent/model.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { choose } from '#app/_server/consent.ts'
import { requestContext } from '#app/_server/context.ts'
import type { FormState } from '#app/_ui/form-state.ts'

/** Anybody: accepts or refuses advertising from elsewhere, or thinks better of it. */
export async function chooseAdvertising(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('choices', form, async (typed) => {
    const { choice } = parseFields(z.object({ choice: consentChoiceSchema }), typed)
    await choose(await requestContext(), choice)
    redirect('/advertising-choices?done=noted')
  })
}
