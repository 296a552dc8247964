'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { emailSchema } from '#lib/people/model.ts'
import { makeArchiveFor } from '#lib/privacy/archives.ts'
import { mayAnswerDataRequests } from '#lib/privacy/policy.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const formSchema = z.object({ email: emailSchema })

/** Administrators: has the worker put together what is kept about somebody who asked in writing, and write to them. */
export async function answerDataRequest(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('data-request', form, async (typed) => {
    const staff = await requireStaff('/desk/settings/data-requests', mayAnswerDataRequests)
    const { email } = parseFields(formSchema, typed)
    await makeArchiveFor(await requestContext(), email, staff.id)
    redirect('/desk/settings/data-requests?done=asked')
  })
}
