'use client'

import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { passDoor } from './actions.ts'

/** The code of the app; folded away under it, a recovery code in its place. */
export function FactorForms({ start, to }: { start: FormState; to: string }) {
  const [{ message, fields, typed }, action] = useFormAnswer(passDoor, start)
  const isBesideField = fields.code !== undefined || fields.recovery !== undefined
  return (
    <>
      <form action={action} noValidate className="mt-7">
        <FormMessage text={isBesideField ? '' : message} />
        <input type="hidden" name="to" value={to} />
        <TextField
          name="code"
          label="Six-figure code from your app"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={30}
          defaultValue={typed.code}
          fault={fields.code}
          className="max-w-60"
        />
        <p className="mt-4">
          <SubmitButton waiting="Checking …">Open the desk</SubmitButton>
        </p>
      </form>
      <details className="mt-8" open={fields.recovery !== undefined || typed.recovery !== undefined}>
        <summary>Without the phone: use a recovery code</summary>
        <form action={action} noValidate className="mt-4">
          <input type="hidden" name="to" value={to} />
          <TextField
            name="recovery"
            label="Recovery code"
            hint="Sixteen letters and figures, as you were shown them; each works once."
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={60}
            defaultValue={typed.recovery}
            fault={fields.recovery}
            className="max-w-96"
          />
          <p className="mt-4">
            <SubmitButton waiting="Checking …" quiet>
              Use the recovery code
            </SubmitButton>
          </p>
        </form>
      </details>
    </>
  )
}
