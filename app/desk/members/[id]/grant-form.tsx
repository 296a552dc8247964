'use client'

import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { grant } from './actions.ts'

/** Gives a membership without payment. */
export function GrantForm({ start, personId, grantId }: { start: FormState; personId: string; grantId: string }) {
  const [{ typed, fields, message }, action] = useFormAnswer(grant, start)
  return (
    <form action={action} noValidate className="mt-2 max-w-xl space-y-3">
      <FormMessage text={message} />
      <input type="hidden" name="person" value={personId} />
      <input type="hidden" name="grant" value={grantId} />
      <fieldset>
        <legend className="label font-semibold">Tier</legend>
        <div className="mt-1 flex gap-5">
          {(['supporter', 'patron'] as const).map((tier) => (
            <label key={tier} className="flex min-h-8 items-center gap-2 capitalize">
              <input type="radio" name="tier" value={tier} defaultChecked={(typed.tier ?? 'supporter') === tier} />
              {tier}
            </label>
          ))}
        </div>
      </fieldset>
      <TextField
        name="until"
        type="date"
        label="Last day"
        hint="Left empty, it lasts until somebody ends it."
        defaultValue={typed.until}
        fault={fields.until}
        className="max-w-56"
      />
      <TextField
        name="reason"
        label="Why; the person reads it"
        maxLength={300}
        defaultValue={typed.reason}
        fault={fields.reason}
      />
      <SubmitButton waiting="Giving …">Give this membership</SubmitButton>
    </form>
  )
}
