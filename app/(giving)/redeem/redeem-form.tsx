'use client'

import { FieldFault, FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { redeem } from './actions.ts'

interface Props {
  start: FormState
  code: string
  signedIn: boolean
  /** What the person gives already, in words: then they are asked first. */
  gives: string | null
}

export function RedeemForm({ start, code, signedIn, gives }: Props) {
  const [state, action] = useFormAnswer(redeem, start)
  return (
    <form action={action} noValidate className="mt-7">
      <FormMessage text={state.fields.code || state.fields.confirmed ? '' : state.message} />
      <TextField
        name="code"
        label="Code"
        hint="Four groups of four, with or without the hyphens."
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={60}
        defaultValue={state.typed.code ?? code}
        fault={state.fields.code}
        className="max-w-96 [&_input]:text-xl [&_input]:tracking-wide"
      />
      {gives !== null && (
        <div className="mt-6 border-l-4 border-strong bg-panel px-4 py-3">
          <p className="text-pretty">
            You give {gives} already, and have what that gives you. A gift used now runs beside it: your own payments go
            on, and the gift ends on its own day. You can keep the code for later, or hand it on.
          </p>
          <label className="mt-3 flex min-h-11 items-center gap-3 font-plain">
            <input
              type="checkbox"
              name="confirmed"
              value="yes"
              aria-invalid={state.fields.confirmed ? true : undefined}
              aria-describedby={state.fields.confirmed ? 'confirmed-fault' : undefined}
              className="size-5 shrink-0 accent-[var(--accent)]"
            />
            Use the code now all the same
          </label>
          <FieldFault id="confirmed-fault" text={state.fields.confirmed} />
        </div>
      )}
      <p className="mt-5">
        <SubmitButton waiting="One moment …">{signedIn ? 'Redeem the gift' : 'Sign in and redeem'}</SubmitButton>
      </p>
    </form>
  )
}
