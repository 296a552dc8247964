'use client'

import { useState } from 'react'
import { FieldFault, FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { takeTrackingFile } from '../actions.ts'
import { mostBytes, tooLarge } from './most-bytes.ts'

/** A file, and what is wrong in it, line by line. */
export function TrackingForm({ start }: { start: FormState }) {
  const [{ message, fields, typed }, action] = useFormAnswer(takeTrackingFile, start)
  // Looked at before it is sent: what is too large is not taken at all, and answered with a page of its own.
  const [isTooLarge, setTooLarge] = useState(false)
  const fault = isTooLarge ? tooLarge : fields.file
  const rows = fields.rows?.split('\n') ?? []
  return (
    <form
      action={action}
      onSubmit={(event) => {
        if (isTooLarge) event.preventDefault()
      }}
      noValidate
      className="mt-4 max-w-md space-y-3"
    >
      <FormMessage text={fault || fields.carrier ? '' : message} />
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
          onChange={({ target }) => setTooLarge((target.files?.[0]?.size ?? 0) > mostBytes)}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? 'file-fault' : undefined}
        />
        <div aria-live="polite">
          <FieldFault id="file-fault" text={fault} />
        </div>
      </div>
      <SubmitButton waiting="Reading …">Take the numbers</SubmitButton>
    </form>
  )
}
