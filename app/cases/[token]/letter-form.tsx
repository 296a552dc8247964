'use client'

import { AttachFiles } from '#app/_ui/attach-files.tsx'
import { FormMessage, TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { sendLetter } from './actions.ts'

interface Props {
  start: FormState
  token: string
  submissionId: string
}

/** What the reader adds to their case. */
export function LetterForm({ start, token, submissionId }: Props) {
  const [{ typed, fields, message }, action] = useFormAnswer(sendLetter, start)
  return (
    <form action={action} noValidate className="mt-4 space-y-5">
      <FormMessage text={message} />
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="submissionId" value={submissionId} />
      <TextArea name="text" label="Your letter" defaultValue={typed.text} fault={fields.text} />
      <AttachFiles typed={typed} fields={fields} />
      <SubmitButton waiting="Sending …">Send to the managing editor</SubmitButton>
    </form>
  )
}
