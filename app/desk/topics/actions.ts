'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { topicInputSchema } from '#lib/articles/credit-input.ts'
import { mayManageCredits } from '#lib/articles/policy.ts'
import { makeTopic, mergeTopics, moveTopic, saveTopic, topicMoves } from '#lib/articles/topics.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const idSchema = z.uuid()

/** Editors and administrators: makes a topic, or changes one. */
export async function save(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('topic', form, async (typed) => {
    const staff = await requireStaff('/desk/topics', mayManageCredits)
    const ctx = await requestContext()
    const input = parseFields(topicInputSchema, typed)
    const id = idSchema.safeParse(typed.id).data
    const result =
      id === undefined
        ? await makeTopic(ctx, input, staff.id)
        : { id, changed: await saveTopic(ctx, id, input, staff.id) }
    changed(result.changed)
    redirect(`/desk/topics/${result.id}?done=saved`)
  })
}

/** Editors and administrators: moves a topic in the masthead, into it or out of it. */
export async function move(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('move', form, async (typed) => {
    const staff = await requireStaff('/desk/topics', mayManageCredits)
    const asked = parseFields(z.object({ id: z.uuid(), move: z.enum(topicMoves) }), typed)
    const done = await moveTopic(await requestContext(), { ...asked, actorId: staff.id })
    changed(done.changed)
    redirect(`/desk/topics?${new URLSearchParams({ moved: asked.id, by: asked.move })}`)
  })
}

/** Editors and administrators: makes one topic of two. */
export async function merge(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('merge', form, async (typed) => {
    const staff = await requireStaff('/desk/topics', mayManageCredits)
    const { id, into } = parseFields(z.object({ id: z.uuid(), into: z.uuid('Choose a topic.') }), typed)
    changed(await mergeTopics(await requestContext(), { fromId: id, intoId: into, actorId: staff.id }))
    redirect(`/desk/topics/${into}?done=merged`)
  })
}
