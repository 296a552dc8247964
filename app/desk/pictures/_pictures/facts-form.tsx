'use client'

import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { FocusPicker, type Focusable } from '../../_ui/focus-picker.tsx'
import { PictureFactsFields } from '../../_ui/picture-facts-fields.tsx'
import { savePicture } from '../actions.ts'

/** All that is true of a picture, beside the picture itself. */
export function FactsForm({ start, picture, timeZone }: { start: FormState; picture: Focusable; timeZone: string }) {
  const [state, action] = useFormAnswer(savePicture, start)
  const { typed, fields, message } = state
  return (
    <form action={action} noValidate className="picture-form">
      <FocusPicker picture={picture} typed={typed} faults={fields} />
      <div className="space-y-4">
        <FormMessage text={message} />
        <input type="hidden" name="id" value={typed.id} />
        <PictureFactsFields typed={typed} faults={fields} timeZone={timeZone} />
        <SubmitButton waiting="Saving …">Save</SubmitButton>
      </div>
    </form>
  )
}
