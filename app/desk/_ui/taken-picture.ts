import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { pictureFaults, pictureFaultSchema } from '#lib/pictures/faults.ts'
import { pictureById } from '#lib/pictures/queries.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { pictureFields } from './picture-fields.ts'

const querySchema = z.object({
  picture: z.uuid().optional().catch(undefined),
  'picture-fault': pictureFaultSchema.optional().catch(undefined),
})

/** The form's state with the picture that app/api/pictures has just led back with, or with why it was refused. */
export async function withTakenPicture(
  ctx: Context,
  state: FormState,
  query: Record<string, string | string[] | undefined>,
): Promise<FormState> {
  const { picture: id, 'picture-fault': fault } = querySchema.parse(query)
  if (fault !== undefined) return { ...state, fields: { ...state.fields, picture: pictureFaults[fault] } }
  const picture = id === undefined ? null : await pictureById(ctx, id)
  return id === undefined || picture === null
    ? state
    : { ...state, typed: { ...state.typed, ...pictureFields({ id, ...picture }) } }
}
