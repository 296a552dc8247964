'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { takeBookWithGift } from '#lib/donations/take-book.ts'
import { answerForm } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requirePerson } from '#app/_server/session.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const takeSchema = z.object({
  campaignId: z.uuid(),
  country: z.string().max(2).default(''),
  dedication: z.string().max(400).default(''),
})

/** Whoever is signed in: takes a book with the regular gift they give already. Nothing is charged. */
export async function takeWithGift(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('take-with-gift', form, async (typed) => {
    const person = await requirePerson('/donate')
    await takeBookWithGift(await requestContext(), person.id, takeSchema.parse(typed))
    redirect('/account/books?done=kept')
  })
}
