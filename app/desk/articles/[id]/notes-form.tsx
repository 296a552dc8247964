'use client'

import { FormMessage, TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { saveNotes } from './actions.ts'

export function NotesForm({ start, articleId, notes }: { start: FormState; articleId: string; notes: string }) {
  const [{ typed, fields, message }, action] = useFormAnswer(saveNotes, start)
  return (
    <form action={action} noValidate className="space-y-2">
      {!fields.notes && <FormMessage text={message} />}
      <input type="hidden" name="article" value={articleId} />
      <TextArea
        name="notes"
        label="Notes"
        hint="Sources, telephone numbers, what is still to be asked. Readers never see them."
        rows={4}
        defaultValue={typed.notes ?? notes}
        fault={fields.notes}
      />
      <SubmitButton waiting="Saving …" quiet>
        Save the notes
      </SubmitButton>
    </form>
  )
}
