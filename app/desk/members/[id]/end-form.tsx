'use client'

import { FieldFault, FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { endGrant } from './actions.ts'

/** Ends one grant, for a reason the person will read. */
export function EndForm({ start, personId, grantId }: { start: FormState; personId: string; grantId: string }) {
  const [{ typed, fields, message }, action] = useFormAnswer(endGrant, start)
  const id = `end-${grantId}`
  return (
    <details open={message !== ''}>
      <summary>End it now</summary>
      <form action={action} noValidate className="mt-2 max-w-xl space-y-3">
        <FormMessage text={message} />
        <input type="hidden" name="person" value={personId} />
        <input type="hidden" name="grant" value={grantId} />
        <div>
          <label htmlFor={id} className="label font-semibold">
            Why it ends; the person reads it
          </label>
          <input
            id={id}
            name="reason"
            maxLength={300}
            defaultValue={typed.reason}
            className="field mt-1"
            aria-invalid={fields.reason ? true : undefined}
            aria-describedby={fields.reason ? `${id}-fault` : undefined}
          />
          <FieldFault id={`${id}-fault`} text={fields.reason} />
        </div>
        <SubmitButton waiting="Ending …" quiet>
          End this membership
        </SubmitButton>
      </form>
    </details>
  )
}
