'use client'

import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { sendBatch } from '../../actions.ts'

/** Everything packed in a batch has left without tracking numbers. */
export function SendBatchForm({ start, id }: { start: FormState; id: string }) {
  const [{ message }, action] = useFormAnswer(sendBatch, start)
  return (
    <details className="mt-4">
      <summary>Send without tracking numbers</summary>
      <form action={action} className="mt-2 max-w-md space-y-3">
        <FormMessage text={message} />
        <input type="hidden" name="id" value={id} />
        <TextField name="carrier" label="Carrier" defaultValue="Royal Mail" maxLength={60} />
        <SubmitButton waiting="One moment …" quiet>
          All that is packed has left
        </SubmitButton>
      </form>
    </details>
  )
}
