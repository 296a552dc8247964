'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { addressSchema } from '#lib/books/address/model.ts'
import { giveAddress } from '#lib/books/addresses.ts'
import { sayOfParcel } from '#lib/books/packing.ts'
import { answerForm } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requirePerson } from '#app/_server/session.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const givenSchema = addressSchema.omit({ country: true }).extend({ id: z.uuid() })

/** Whoever is signed in: says where a book of theirs goes, until it is locked. */
export async function sayAddress(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('address', form, async (typed) => {
    const person = await requirePerson('/account/books')
    const { id, ...address } = givenSchema.parse(typed)
    await giveAddress(await requestContext(), { claimId: id, personId: person.id, typed: address })
    redirect('/account/books?done=addressed')
  })
}

const wordSchema = z.object({ id: z.uuid(), word: z.enum(['arrived', 'damaged', 'never_came']) })

/** Whoever is signed in: says what became of the parcel. */
export async function sayParcel(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('parcel', form, async (typed) => {
    const person = await requirePerson('/account/books')
    const { id, word } = wordSchema.parse(typed)
    await sayOfParcel(await requestContext(), id, person.id, word)
    redirect(`/account/books?done=${word === 'arrived' ? 'arrived' : 'told'}`)
  })
}
