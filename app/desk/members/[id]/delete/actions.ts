'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { deleteOnRequest } from '#lib/accounts/deletion.ts'
import { mayDeleteOnRequest } from '#lib/accounts/policy.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const formSchema = z.object({
  person: z.uuid(),
  confirmation: z.string().max(254),
  reason: z.string().trim().min(3, 'Say how they asked, in a few words.').max(300, 'Say it in at most 300 characters.'),
})

/** Administrators: deletes the account of somebody who asked for it in writing. */
export async function deleteForThem(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('delete-for-them', form, async (typed) => {
    const staff = await requireStaff('/desk/members', mayDeleteOnRequest)
    const { person, confirmation, reason } = parseFields(formSchema, typed)
    const outcome = await deleteOnRequest(await requestContext(), {
      personId: person,
      confirmation,
      reason,
      actorId: staff.id,
    })
    redirect(`/desk/members/${person}?done=${outcome === 'done' ? 'deleted' : 'deletion_waits'}`)
  })
}
