'use client'

import { FormMessage, TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { state } from './actions.ts'

/**
 * Where an author answers what they were asked.
 * @param token from the address that was mailed
 * @param back `desk` for the desk's page, which the answer then leads back to
 */
export function StatementForm({
  start,
  token,
  label,
  back,
}: {
  start: FormState
  token: string
  label: string
  back: '' | 'desk'
}) {
  const [{ typed, fields, message }, action] = useFormAnswer(state, start)
  return (
    <form action={action} className="mt-4 space-y-4" noValidate>
      {!fields.text && <FormMessage text={message} />}
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="back" value={back} />
      <TextArea name="text" label={label} rows={8} defaultValue={typed.text ?? ''} fault={fields.text} />
      <SubmitButton waiting="Sending …">Send to the managing editor</SubmitButton>
    </form>
  )
}
