'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { answerCase } from '#lib/cases/reader.ts'
import { filesIn } from '#app/_server/case-files.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { clientAddress } from '#app/_server/address.ts'
import { requestContext } from '#app/_server/context.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const formSchema = z.looseObject({ token: z.string().max(300), submissionId: z.uuid(), text: z.string() })

/** Whoever has a case's private address may write to it. */
export async function sendLetter(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('letter', form, async (typed) => {
    const { token, submissionId, text } = parseFields(formSchema, typed)
    const ctx = await requestContext()
    const files = await filesIn(ctx, form, typed)
    await answerCase(ctx, token, { text, files, submissionId, network: await clientAddress() })
    redirect(`/cases/${token}?sent=1#letters`)
  })
}
