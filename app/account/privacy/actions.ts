'use server'

import { redirect } from 'next/navigation'
import { requestDeletion } from '#lib/accounts/deletion.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { askForOwnArchive } from '#lib/privacy/archives.ts'
import { answerForm } from '#app/_server/actions.ts'
import { signOut } from '#app/_server/auth.ts'
import { requestContext } from '#app/_server/context.ts'
import { forgetEdition } from '#app/_server/edition.ts'
import { requirePerson } from '#app/_server/session.ts'
import { requireWholePerson } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const triesOfOnePerson = { name: 'delete-account', points: 10, seconds: 3600 }

/** Each takes the worker's time, and what is kept changes little within a day. */
const copiesOfOnePerson = { name: 'personal-archive', points: 3, seconds: 86_400 }

/** The person signed in, of what is kept about themselves. Of staff it holds their work, too: it is behind the second factor. */
export async function askForEverything(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('archive', form, async () => {
    const person = await requireWholePerson('/account/privacy')
    const ctx = await requestContext()
    await requirePoint(ctx, copiesOfOnePerson, person.id, 'You have made several copies today.')
    await askForOwnArchive(ctx, person)
    // With a query: the browser takes an address that differs by its end alone for the page it has.
    redirect('/account/privacy?asked=copy#copy')
  })
}

/** The person signed in, of their own account. */
export async function deleteOwnAccount(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('delete', form, async ({ confirmation = '' }) => {
    const person = await requirePerson('/account/privacy')
    const ctx = await requestContext()
    await requirePoint(ctx, triesOfOnePerson, person.id, 'That was tried often.')
    const outcome = await requestDeletion(ctx, person, confirmation)
    if (outcome === 'waiting') redirect('/account/privacy')
    await forgetEdition()
    await signOut({ redirect: false })
    redirect('/account/privacy/deleted')
  })
}
