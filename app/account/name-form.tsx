'use client'

import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { rename } from './actions.ts'

export function NameForm({ start, name }: { start: FormState; name: string }) {
  const [state, action] = useFormAnswer(rename, start)
  return (
    <form action={action} noValidate className="mt-3">
      <FormMessage text={state.fields.name ? '' : state.message} />
      <TextField
        name="name"
        label="Name shown beside your comments"
        autoComplete="name"
        maxLength={60}
        defaultValue={state.typed.name ?? name}
        fault={state.fields.name}
      />
      <p className="mt-3">
        <SubmitButton waiting="Saving …" quiet>
          Save name
        </SubmitButton>
      </p>
    </form>
  )
}
