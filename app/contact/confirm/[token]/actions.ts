'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { confirmSubmission } from '#lib/cases/confirm.ts'
import { caseAddress } from '#lib/cases/links.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const formSchema = z.looseObject({ token: z.string().max(300) })

/** Whoever has the mail confirms the address it went to. */
export async function confirmCase(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('confirm-case', form, async (typed) => {
    const { token } = parseFields(formSchema, typed)
    const ctx = await requestContext()
    const caseId = await confirmSubmission(ctx, token)
    redirect(caseId === null ? `/contact/confirm/${encodeURIComponent(token)}` : `${caseAddress(ctx, caseId)}?new=1`)
  })
}
