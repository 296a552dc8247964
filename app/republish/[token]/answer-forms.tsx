'use client'

import { FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { accept, decline } from './actions.ts'

interface Props {
  token: string
  accepting: FormState
  declining: FormState
  costs: boolean
}

/** Yes with a name under it, or no with a reason if there is one. */
export function AnswerForms({ token, accepting, declining, costs }: Props) {
  const [yes, sayYes] = useFormAnswer(accept, accepting)
  const [no, sayNo] = useFormAnswer(decline, declining)
  return (
    <>
      <form action={sayYes} noValidate className="mt-7 space-y-5">
        <FormMessage text={yes.message} />
        <input type="hidden" name="token" value={token} />
        <TextField
          name="name"
          label="Your name"
          hint="It stands under the terms, for the licensee."
          autoComplete="name"
          maxLength={120}
          defaultValue={yes.typed.name}
          fault={yes.fields.name}
        />
        <SubmitButton waiting="One moment …">
          {costs ? 'Accept the terms and go on to payment' : 'Accept the terms'}
        </SubmitButton>
      </form>
      <details className="mt-6">
        <summary>Decline them</summary>
        <form action={sayNo} noValidate className="mt-3 space-y-4">
          <FormMessage text={no.message} />
          <input type="hidden" name="token" value={token} />
          <TextArea
            name="reason"
            label="Why"
            rows={3}
            hint="May be left empty."
            defaultValue={no.typed.reason}
            fault={no.fields.reason}
          />
          <SubmitButton waiting="One moment …" quiet>
            Decline the terms
          </SubmitButton>
        </form>
      </details>
    </>
  )
}
