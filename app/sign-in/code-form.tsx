'use client'

import { useEffect } from 'react'
import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { enterCode } from './actions.ts'

export function CodeForm({ start, to, email }: { start: FormState; to: string; email: string }) {
  const [state, action] = useFormAnswer(enterCode, start)
  const { goOn } = state
  useEffect(() => {
    if (goOn !== undefined) location.assign(goOn)
  }, [goOn])
  if (goOn !== undefined) {
    return (
      <output className="block mt-6">
        <a href={goOn} className="button">
          The code is right. Go on
        </a>
      </output>
    )
  }
  return (
    <form action={action} noValidate className="mt-4">
      <FormMessage text={state.fields.code ? '' : state.message} />
      <input type="hidden" name="to" value={to} />
      <input type="hidden" name="email" value={email} />
      <TextField
        name="code"
        label="Six-figure code from the mail"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={9}
        defaultValue={state.typed.code}
        fault={state.fields.code}
        className="max-w-60"
      />
      <p className="mt-4">
        <SubmitButton waiting="Checking …" quiet>
          Sign in with the code
        </SubmitButton>
      </p>
    </form>
  )
}
