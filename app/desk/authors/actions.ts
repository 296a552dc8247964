'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { makeAuthor, mergeAuthors, saveAuthor } from '#lib/articles/authors.ts'
import { authorInputSchema } from '#lib/articles/credit-input.ts'
import { mayManageCredits } from '#lib/articles/policy.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const idSchema = z.uuid()

/** Editors and administrators: makes an author, or changes one. */
export async function save(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('author', form, async (typed) => {
    const staff = await requireStaff('/desk/authors', mayManageCredits)
    const ctx = await requestContext()
    const pictureId = typed.withoutPicture === undefined && typed.pictureId ? typed.pictureId : null
    const input = parseFields(authorInputSchema, { ...typed, pictureId })
    const id = idSchema.safeParse(typed.id).data
    const result =
      id === undefined
        ? await makeAuthor(ctx, input, { actorId: staff.id })
        : { id, changed: await saveAuthor(ctx, id, input, staff.id) }
    changed(result.changed)
    redirect(`/desk/authors/${result.id}?done=saved`)
  })
}

/** Editors and administrators: makes one author of two. */
export async function merge(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('merge', form, async (typed) => {
    const staff = await requireStaff('/desk/authors', mayManageCredits)
    const { id, into } = parseFields(z.object({ id: z.uuid(), into: z.uuid('Choose an author.') }), typed)
    changed(await mergeAuthors(await requestContext(), { fromId: id, intoId: into, actorId: staff.id }))
    redirect(`/desk/authors/${into}?done=merged`)
  })
}
