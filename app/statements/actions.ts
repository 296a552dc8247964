'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { idIn } from '#lib/cases/links.ts'
import { giveStatement } from '#lib/cases/statements.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const statementsToOneQuestion = { name: 'statement', points: 20, seconds: 3600 }
const schema = z.object({ token: z.string().max(500), text: z.string(), back: z.enum(['', 'desk']) })

/** An author, who is known by the address they were mailed: says something to what they were asked. */
export async function state(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('statement', form, async (typed) => {
    const { token, text, back } = parseFields(schema, typed)
    const ctx = await requestContext()
    const asked = idIn(ctx, 'case-statement', token)
    if (asked === null) throw new Refusal('not_found', 'This link is not complete. Copy it whole from the mail.')
    await requirePoint(ctx, statementsToOneQuestion, asked, 'Many statements came from here.')
    await giveStatement(ctx, asked, text)
    redirect(back === 'desk' ? '/desk/statements?done=sent' : `/statements/${token}?done=sent`)
  })
}
