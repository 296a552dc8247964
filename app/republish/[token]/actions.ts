'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { acceptLicence, declineLicence } from '#lib/licences/answers.ts'
import { licenceIdIn } from '#lib/licences/links.ts'
import { acceptanceSchema } from '#lib/licences/model.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const tokenSchema = z.object({ token: z.string().max(500) })

/** Whoever has the address accepts the terms for the licensee. */
export async function accept(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('accept-licence', form, async (typed) => {
    const ctx = await requestContext()
    const { token, licenceId } = opened(ctx, typed)
    await acceptLicence(ctx, { licenceId, ...parseFields(acceptanceSchema, typed) })
    redirect(`/republish/${token}`)
  })
}

/** Or declines them. */
export async function decline(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('decline-licence', form, async (typed) => {
    const ctx = await requestContext()
    const { token, licenceId } = opened(ctx, typed)
    await declineLicence(ctx, { licenceId, reason: typed.reason ?? '' })
    redirect(`/republish/${token}`)
  })
}

/** @throws Refusal (not_found) for a token that is not ours */
function opened(ctx: Context, typed: Record<string, string>): { token: string; licenceId: string } {
  const { token } = tokenSchema.parse(typed)
  const licenceId = licenceIdIn(ctx, token)
  if (licenceId === null) throw new Refusal('not_found', 'This address is not complete. Copy it whole from the mail.')
  return { token, licenceId }
}
