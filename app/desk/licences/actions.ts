'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { refusalSchema } from '#lib/licences/model.ts'
import { closeLicence, offerLicence, refuseLicence } from '#lib/licences/offers.ts'
import { mayLicense } from '#lib/licences/policy.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { readOffer } from './_licences/read-form.ts'

const forWhatSchema = z.object({
  article: z.string().max(200),
  case: z.union([z.uuid(), z.literal('').transform(() => null)]),
  submissionId: z.uuid(),
})

/** Managing editors: offers terms to republish an article. */
export async function offer(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('offer-licence', form, async (typed) => {
    const staff = await requireStaff('/desk/licences', mayLicense)
    const { article, case: caseId, submissionId } = forWhatSchema.parse(typed)
    const ctx = await requestContext()
    const terms = readOffer(typed, (await magazineSettings(ctx)).timeZone)
    const id = await offerLicence(ctx, { articleSlug: article, caseId, submissionId, personId: staff.id }, terms)
    redirect(`/desk/licences/${id}?done=offered`)
  })
}

const refusedForSchema = forWhatSchema.extend({ case: z.uuid() })

/** Managing editors: refuses what was asked for, by a letter. */
export async function refuse(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('refuse-licence', form, async (typed) => {
    const staff = await requireStaff('/desk/licences', mayLicense)
    const { article, case: caseId, submissionId } = refusedForSchema.parse(typed)
    const wanted = { articleSlug: article, caseId, submissionId, personId: staff.id }
    const id = await refuseLicence(await requestContext(), wanted, parseFields(refusalSchema, typed))
    redirect(`/desk/licences/${id}?done=refused`)
  })
}

const closeSchema = z.object({ id: z.uuid(), reason: z.string() })

/** Managing editors: takes an offer back, or ends a licence. */
export async function close(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('close-licence', form, async (typed) => {
    const staff = await requireStaff('/desk/licences', mayLicense)
    const { id, reason } = closeSchema.parse(typed)
    await closeLicence(await requestContext(), { licenceId: id, reason, personId: staff.id })
    redirect(`/desk/licences/${id}?done=closed`)
  })
}
