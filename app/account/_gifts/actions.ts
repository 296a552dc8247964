'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { withdrawGift } from '#lib/wall/gift-links.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requirePerson } from '#app/_server/session.ts'
import type { FormState } from '#app/_ui/form-state.ts'

/** The person signed in, of their own links. */
export async function withdraw(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('withdraw', form, async (typed) => {
    const person = await requirePerson('/account')
    const { link } = parseFields(z.object({ link: z.uuid() }), typed)
    await withdrawGift(await requestContext(), person.id, link)
    redirect('/account?saved=withdrawn#given')
  })
}
