'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { mayWorkCases } from '#lib/cases/policy.ts'
import { removeCaseView, saveCaseView } from '#lib/cases/views.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { listAddress } from '../_ui/list-address.ts'
import { listSchema } from './_cases/addresses.ts'

const path = '/desk/cases'

/** Whoever works cases: keeps a filter of the list under a name, for themselves. */
export async function keepView(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('keep-view', form, async (typed) => {
    const staff = await requireStaff(path, mayWorkCases)
    const { name, query } = parseFields(z.object({ name: z.string(), query: z.string().max(1_000) }), typed)
    // Only what the list knows is kept.
    const known = listAddress(path, listSchema.parse(Object.fromEntries(new URLSearchParams(query))))
    await saveCaseView(await requestContext(), staff.id, { name, query: known.slice(path.length + 1) })
    redirect(known)
  })
}

/** Forgets one of one's own. */
export async function removeView(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('remove-view', form, async (typed) => {
    const staff = await requireStaff(path, mayWorkCases)
    const { view } = parseFields(z.object({ view: z.uuid() }), typed)
    await removeCaseView(await requestContext(), staff.id, view)
    redirect(path)
  })
}
