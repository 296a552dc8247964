'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { calendarDay } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { endComplimentary, grantComplimentary } from '#lib/membership/commands.ts'
import { tierSchema } from '#lib/membership/schema.ts'
import { mayGrantMembership } from '#lib/membership/policy.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const reasonSchema = z.string().trim().min(3, 'Say why, in a few words.').max(300, 'Say it in at most 300 characters.')

const grantSchema = z.object({
  person: z.uuid(),
  grant: z.uuid(),
  tier: tierSchema,
  until: z.string().trim(),
  reason: reasonSchema,
})

/** Administrators: gives a membership without payment. */
export async function grant(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('grant', form, async (typed) => {
    const staff = await requireStaff('/desk/members', mayGrantMembership)
    const ctx = await requestContext()
    const { person, grant: id, tier, until, reason } = parseFields(grantSchema, typed)
    const lastDay = until === '' ? null : calendarDay(until, (await magazineSettings(ctx)).timeZone)
    if (until !== '' && lastDay === null)
      throw new Refusal('invalid', 'That is no day.', { until: 'Choose a day of the calendar, or leave it empty.' })
    await grantComplimentary(ctx, {
      id,
      personId: person,
      tier,
      until: lastDay?.end ?? null,
      reason,
      grantedBy: staff.id,
    })
    redirect(`/desk/members/${person}?done=granted`)
  })
}

const endSchema = z.object({ person: z.uuid(), grant: z.string().min(1).max(200), reason: reasonSchema })

/** Administrators: ends a complimentary membership. */
export async function endGrant(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('end', form, async (typed) => {
    const staff = await requireStaff('/desk/members', mayGrantMembership)
    const { person, grant: grantId, reason } = parseFields(endSchema, typed)
    await endComplimentary(await requestContext(), { personId: person, grantId, reason, endedBy: staff.id })
    redirect(`/desk/members/${person}?done=ended`)
  })
}
