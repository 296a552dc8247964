'use client'

import { FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { merge } from '../actions.ts'
import { Seen, type SeenProps } from './state-forms.tsx'

/** Asks for the reference of the case that goes on. */
export function FindTargetForm({ caseId, into, fault }: { caseId: string; into: string; fault: string | undefined }) {
  return (
    <form action={`/desk/cases/${caseId}/merge`} className="desk-fold">
      <TextField
        name="into"
        label="Reference of the case that goes on"
        hint="Like SF-2026-0007."
        defaultValue={into}
        maxLength={40}
        fault={fault}
      />
      <button type="submit" className="button">
        Look at both
      </button>
    </form>
  )
}

export function MergeForm({ start, caseId, seen, into, text }: SeenProps & { into: string; text: string }) {
  const [{ typed, fields, message }, action] = useFormAnswer(merge, start)
  return (
    <form action={action} className="desk-fold case-letter" noValidate>
      {!fields.text && <FormMessage text={message} />}
      <Seen caseId={caseId} seen={seen} />
      <input type="hidden" name="into" value={into} />
      <TextArea
        name="text"
        label="Letter to the reader"
        rows={9}
        defaultValue={typed.text ?? text}
        fault={fields.text}
      />
      <SubmitButton waiting="Merging …">Merge them</SubmitButton>
    </form>
  )
}
