'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { changePictureFacts } from '#lib/pictures/facts.ts'
import { mayUsePictures } from '#lib/pictures/policy.ts'
import { removePicture } from '#lib/pictures/removal.ts'
import { answerForm } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { readFacts } from './_pictures/read-facts.ts'

const idSchema = z.object({ id: z.uuid() })

/** Editors, and authors for what they brought: says what is true of a picture. */
export async function savePicture(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('picture', form, async (typed) => {
    const staff = await requireStaff('/desk/pictures', mayUsePictures)
    const { id } = idSchema.parse(typed)
    await changePictureFacts(await requestContext(), id, readFacts(typed), staff)
    redirect(`/desk/pictures/${id}?done=saved`)
  })
}

/** Editors, and authors for what they brought: removes a picture that is shown nowhere, for good. */
export async function removePictureForGood(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('remove-picture', form, async (typed) => {
    const staff = await requireStaff('/desk/pictures', mayUsePictures)
    const { id } = idSchema.parse(typed)
    await removePicture(await requestContext(), id, staff)
    redirect('/desk/pictures?done=removed')
  })
}
