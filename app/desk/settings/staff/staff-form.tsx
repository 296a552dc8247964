'use client'

import type { StaffSettings } from '#lib/settings/model.ts'
import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { saveStaffSettings } from './actions.ts'

const choices = [
  ['off', 'Nobody', 'Whoever wants one sets it up in their account.'],
  ['administrators', 'Administrators', 'They can change everything, and see whom others gave what.'],
  ['everybody', 'All staff', 'Whoever has any role.'],
] as const

export function StaffForm({ start, settings }: { start: FormState; settings: StaffSettings }) {
  const [{ typed, fields, message }, action] = useFormAnswer(saveStaffSettings, start)
  return (
    <form action={action} noValidate className="mt-4 max-w-2xl space-y-5">
      <FormMessage text={message} />
      <fieldset>
        <legend className="label font-semibold">Who needs a second factor</legend>
        {choices.map(([value, name, meaning]) => (
          <label key={value} className="desk-choice">
            <input
              type="radio"
              name="secondFactor"
              value={value}
              defaultChecked={(typed.secondFactor ?? settings.secondFactor) === value}
            />
            <span>
              <strong>{name}</strong> {meaning}
            </span>
          </label>
        ))}
      </fieldset>
      <TextField
        name="secondFactorFrom"
        type="date"
        label="From this day on"
        hint="Until then the desk reminds whoever has none. Empty: at once."
        defaultValue={typed.secondFactorFrom ?? settings.secondFactorFrom ?? ''}
        fault={fields.secondFactorFrom}
        className="max-w-60"
      />
      <SubmitButton waiting="Saving …">Save</SubmitButton>
    </form>
  )
}
