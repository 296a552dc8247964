'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { openCase } from '#lib/cases/commands.ts'
import { caseAddresses, caseKinds } from '#lib/cases/model.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { clientAddress } from '#app/_server/address.ts'
import { requestContext } from '#app/_server/context.ts'

const casesFromOneAddress = { name: 'case', points: 10, seconds: 3600 }
const formSchema = z.looseObject({ kind: z.enum(caseKinds), article: z.string().max(200), submissionId: z.uuid() })

/** Anybody may write to the managing editor. */
export async function sendCase(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('case', form, async (typed) => {
    const { kind, article, submissionId } = parseFields(formSchema, typed)
    const ctx = await requestContext()
    await requirePoint(ctx, casesFromOneAddress, await clientAddress(), 'Many messages came from here.')
    const reference = await openCase(ctx, {
      kind,
      articleSlug: article === '' ? null : article,
      fields: typed,
      submissionId,
    })
    redirect(
      `/contact/${caseAddresses[kind]}?${new URLSearchParams({ received: reference, ...(article === '' ? {} : { article }) })}`,
    )
  })
}
