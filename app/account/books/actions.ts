'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { changeDedication } from '#lib/books/dedications.ts'
import { giveUpBook } from '#lib/books/give-up.ts'
import { leaveWaitingList, takeWaitedCopy, waitForCopy } from '#lib/books/waiting-list.ts'
import { answerForm } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requirePerson } from '#app/_server/session.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const deeds = {
  give_up: { run: giveUpBook, done: 'given_up' },
  leave: { run: leaveWaitingList, done: 'left' },
  wait: { run: waitForCopy, done: 'waiting' },
} as const

const deedSchema = z.object({ id: z.uuid(), deed: z.enum(['give_up', 'leave', 'wait']) })

/** Whoever is signed in: gives a book of theirs back, goes on a waiting list, or leaves it. */
export async function actOnBook(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('books', form, async (typed) => {
    const person = await requirePerson('/account/books')
    const { id, deed } = deedSchema.parse(typed)
    await deeds[deed].run(await requestContext(), id, person.id)
    redirect(`/account/books?done=${deeds[deed].done}`)
  })
}

/** Whoever is signed in: says what is to be written in a book of theirs, until it is accepted or packed. */
export async function dedicate(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('dedicate', form, async (typed) => {
    const person = await requirePerson('/account/books')
    const { id, dedication } = z.object({ id: z.uuid(), dedication: z.string().max(400) }).parse(typed)
    await changeDedication(await requestContext(), { claimId: id, personId: person.id, typed: dedication })
    redirect('/account/books?done=dedicated')
  })
}

const takeSchema = z.object({ id: z.uuid(), country: z.string().max(2), dedication: z.string().max(400).default('') })

/** Whoever is signed in: takes the copy that is held for them, which a gift of theirs has paid for. */
export async function takeBook(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('books', form, async (typed) => {
    const person = await requirePerson('/account/books')
    const { id, country, dedication } = takeSchema.parse(typed)
    await takeWaitedCopy(await requestContext(), { entryId: id, personId: person.id, country, dedication })
    redirect('/account/books?done=taken')
  })
}
