import { TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'

/** A whole number among the settings. @param form what its form holds now */
export function FigureField({
  form: { typed, fields },
  name,
  label,
  hint,
}: {
  form: Pick<FormState, 'typed' | 'fields'>
  name: string
  label: string
  hint: string
}) {
  return (
    <TextField
      name={name}
      label={label}
      hint={hint}
      inputMode="numeric"
      maxLength={6}
      defaultValue={typed[name] ?? ''}
      fault={fields[name]}
      className="max-w-sm"
    />
  )
}
