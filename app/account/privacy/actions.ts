'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { requestDeletion } from '#lib/accounts/deletion.ts'
import { answerForm } from '#app/_server/actions.ts'
import { signOut } from '#app/_server/auth.ts'
import { requestContext } from '#app/_server/context.ts'
import { requirePerson } from '#app/_server/session.ts'
import type { FormState } from '#app/_ui/form-state.ts'

/** The person signed in, of their own account. */
export async function deleteOwnAccount(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('delete', form, async ({ confirmation = '' }) => {
    const person = await requirePerson('/account/privacy')
    const outcome = await requestDeletion(await requestContext(), person, confirmation)
    if (outcome === 'waiting') redirect('/account/privacy')
    ;(await cookies()).delete('edition')
    await signOut({ redirect: false })
    redirect('/account/privacy/deleted')
  })
}
