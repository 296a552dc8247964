'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { calendarDay } from '#lib/clock.ts'
import { noteOn } from '#lib/comments/moderation/people.ts'
import { mayModerate } from '#lib/comments/moderation/policy.ts'
import { endSanction, imposeSanction, warn } from '#lib/comments/moderation/sanctions.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { backSchema, backTo } from '../_comments/addresses.ts'

const path = '/desk/comments'

const measureSchema = z.object({
  person: z.uuid(),
  comment: z.union([z.uuid(), z.literal('').transform(() => null)]).default(null),
  measure: z.enum(['warn', 'pre_moderation', 'suspension', 'ban'], 'Choose a measure.'),
  until: z.string().default(''),
  reason: z.string().trim().max(500, 'Use at most 500 characters.').default(''),
  note: z.string().trim().default(''),
  back: backSchema,
})

/** Moderators: warns somebody, or imposes a sanction. */
export async function takeMeasure(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('measure', form, async (typed) => {
    const staff = await requireStaff(path, mayModerate)
    const {
      person: personId,
      comment: commentId,
      measure,
      until,
      reason,
      note,
      back,
    } = parseFields(measureSchema, typed)
    const ctx = await requestContext()
    const about = { personId, commentId, reason, note }
    if (measure === 'warn') {
      await warn(ctx, staff, about)
      redirect(backTo(back, { done: measure }))
    }
    const { timeZone } = await magazineSettings(ctx)
    // A suspension lasts until the day begins; one without a day is refused beside the field, as one that is over.
    const end = measure === 'suspension' ? (calendarDay(until, timeZone)?.start ?? new Date(0)) : null
    const undo = await imposeSanction(ctx, staff, { ...about, kind: measure, until: end })
    redirect(backTo(back, { done: measure, undo }))
  })
}

/** Moderators: ends a sanction before its time. */
export async function endMeasure(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('end-measure', form, async (typed) => {
    const staff = await requireStaff(path, mayModerate)
    const { sanction, reason, back } = parseFields(
      z.object({ sanction: z.uuid(), reason: z.string().trim().max(500).default(''), back: backSchema }),
      typed,
    )
    const undo = await endSanction(await requestContext(), staff, { sanctionId: sanction, reason })
    redirect(backTo(back, { done: 'end', undo }))
  })
}

/** Moderators: writes something down about somebody, for each other. */
export async function keepNote(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('note', form, async (typed) => {
    const staff = await requireStaff(path, mayModerate)
    const { person, note } = parseFields(z.object({ person: z.uuid(), note: z.string().default('') }), typed)
    await noteOn(await requestContext(), staff, person, note)
    redirect(`${path}/people/${person}?done=note`)
  })
}
