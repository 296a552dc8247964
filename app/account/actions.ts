'use server'

import { redirect } from 'next/navigation'
import { changeName, signOutEverywhere } from '#lib/people/commands.ts'
import { displayNameSchema } from '#lib/people/model.ts'
import { z } from 'zod'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { signOut } from '#app/_server/auth.ts'
import { requestContext } from '#app/_server/context.ts'
import { forgetEdition } from '#app/_server/edition.ts'
import { requirePerson } from '#app/_server/session.ts'

/** The person signed in, on this device. */
export async function leave(): Promise<void> {
  await forgetEdition()
  await signOut({ redirectTo: '/' })
}

/** The person signed in, on every device. */
export async function leaveEverywhere(): Promise<void> {
  const person = await requirePerson('/account')
  await signOutEverywhere(await requestContext(), person.id)
  await forgetEdition()
  await signOut({ redirect: false })
  redirect('/sign-in')
}

/** The person signed in, for themselves. */
export async function rename(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('name', form, async (typed) => {
    const person = await requirePerson('/account')
    const { name } = parseFields(z.object({ name: displayNameSchema }), typed)
    await changeName(await requestContext(), person.id, name)
    redirect('/account?saved=name')
  })
}
