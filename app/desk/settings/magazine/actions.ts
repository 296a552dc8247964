'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { tags } from '#lib/cache/tags.ts'
import { fieldRefusal } from '#lib/errors.ts'
import { pictureById } from '#lib/pictures/queries.ts'
import { changeMagazine } from '#lib/settings/commands.ts'
import { magazineInputSchema } from '#lib/settings/magazine-input.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { withOthers } from '../was.ts'
import { magazineFields } from './magazine-fields.ts'

/** Administrators: says what the magazine is called, by whom, where and when it is. */
export async function saveMagazine(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('magazine', form, async (typed) => {
    const staff = await requireStaff('/desk/settings/magazine', mayChangeSettings)
    const ctx = await requestContext()
    const input = parseFields(magazineInputSchema, typed)
    const id = typed.withoutPicture === undefined ? z.uuid().safeParse(typed.pictureId).data : undefined
    const picture = id === undefined ? null : await pictureById(ctx, id)
    if (id !== undefined && picture === null)
      throw fieldRefusal('picture', 'That picture is not here any more. Choose it again.')
    const logo = id !== undefined && picture !== null ? { id, ...picture } : null
    const overtaken: FormState[] = []
    await changeMagazine(
      ctx,
      (now) => {
        const { fields, refused } = withOthers(typed, { ...input, pictureId: logo?.id ?? '' }, magazineFields(now))
        if (refused !== null) {
          overtaken.push(refused)
          return now
        }
        const { pictureId, ...said } = fields
        return { ...now, ...said, logo: pictureId === (logo?.id ?? '') ? logo : now.logo }
      },
      staff.id,
    )
    if (overtaken[0] !== undefined) return overtaken[0]
    changed([tags.settings])
    redirect('/desk/settings/magazine?done=saved')
  })
}
