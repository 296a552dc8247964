'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { caseAddress } from '#lib/cases/links.ts'
import { caseAddresses, caseKinds } from '#lib/cases/model.ts'
import { submitCase } from '#lib/cases/submit.ts'
import { filesIn } from '#app/_server/case-files.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { clientAddress } from '#app/_server/address.ts'
import { requestContext } from '#app/_server/context.ts'
import { currentPerson } from '#app/_server/session.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const formSchema = z.looseObject({
  kind: z.enum(caseKinds),
  article: z.string().max(200),
  submissionId: z.uuid(),
  startedWith: z.string().max(200),
  subject: z.string(),
})

/** Anybody may write to the managing editor. */
export async function sendCase(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('case', form, async (typed) => {
    const { kind, article, submissionId, startedWith, subject } = parseFields(formSchema, typed)
    const ctx = await requestContext()
    const files = await filesIn(ctx, form, typed)
    const sent = await submitCase(ctx, {
      kind,
      articleSlug: article === '' ? null : article,
      fields: typed,
      files,
      submissionId,
      startedWith,
      unseen: subject,
      network: await clientAddress(),
      ownAddress: (await currentPerson())?.email ?? null,
    })
    if (sent.is === 'opened') redirect(`${caseAddress(ctx, sent.caseId)}?new=1`)
    redirect(
      `/contact/${caseAddresses[kind]}?${new URLSearchParams({ sent: '1', ...(article === '' ? {} : { article }) })}`,
    )
  })
}
