'use client'

import { FormMessage, TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { close } from '../actions.ts'

/** Takes an offer back, or ends a licence, with the reason that the licensee is told. */
export function CloseForm({ start, id, button }: { start: FormState; id: string; button: string }) {
  const [{ typed, fields, message }, action] = useFormAnswer(close, start)
  return (
    <form action={action} noValidate className="mt-3 max-w-xl space-y-3">
      <FormMessage text={message} />
      <input type="hidden" name="id" value={id} />
      <TextArea
        name="reason"
        label="Why"
        rows={3}
        hint="The licensee is told in these words."
        defaultValue={typed.reason}
        fault={fields.reason}
      />
      <SubmitButton waiting="One moment …" quiet>
        {button}
      </SubmitButton>
    </form>
  )
}
