'use client'

import { FormMessage, TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { appeal } from './actions.ts'

/** Why the decision was wrong, in one's own words. */
export function AppealForm({ start, id }: { start: FormState; id: string }) {
  const [{ typed, fields, message }, action] = useFormAnswer(appeal, start)
  return (
    <form action={action} noValidate className="mt-6 space-y-5" key={JSON.stringify(typed)}>
      <FormMessage text={message} />
      <input type="hidden" name="id" value={id} />
      <TextArea
        name="text"
        label="Why was the decision wrong?"
        hint="One appeal is heard, so say everything that matters."
        rows={6}
        maxLength={2000}
        defaultValue={typed.text ?? ''}
        fault={fields.text}
      />
      <SubmitButton waiting="Sending …">Send the appeal</SubmitButton>
    </form>
  )
}
