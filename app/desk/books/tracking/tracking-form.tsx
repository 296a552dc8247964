'use client'

import { useActionState } from 'react'
import { FieldFault, FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { takeTrackingFile } from '../actions.ts'

/** A file, and what is wrong in it, line by line. */
export function TrackingForm({ start }: { start: FormState }) {
  const [{ message, fields, typed }, action] = useActionState(takeTrackingFile, start)
  const rows = fields.rows?.split('\n') ?? []
  return (
    <form action={action} className="mt-4 max-w-md space-y-3">
      <FormMessage text={fields.file || fields.carrier ? '' : message} />
      {rows.length > 0 && (
        <ul className="space-y-1">
          {rows.map((row) => (
            <li key={row} className="field-error">
              {row}
            </li>
          ))}
        </ul>
      )}
      <TextField
        name="carrier"
        label="Carrier"
        maxLength={60}
        defaultValue={typed.carrier ?? 'Royal Mail'}
        {...(fields.carrier ? { fault: fields.carrier } : {})}
      />
      <div>
        <label htmlFor="file" className="label text-[0.9375rem] font-semibold">
          File
        </label>
        <input
          id="file"
          name="file"
          type="file"
          accept=".csv,text/csv"
          className="field mt-1.5"
          aria-invalid={fields.file ? true : undefined}
          aria-describedby={fields.file ? 'file-fault' : undefined}
        />
        <FieldFault id="file-fault" text={fields.file} />
      </div>
      <SubmitButton waiting="Reading …">Take the numbers</SubmitButton>
    </form>
  )
}
