'use client'

import { dedicationLength } from '#lib/books/model.ts'
import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { dedicate } from './actions.ts'

/** What is to be written in a book, while it can still be said. */
export function DedicateForm({ start, id, dedication }: { start: FormState; id: string; dedication: string }) {
  const isMine = start.typed.id === id
  const [{ fields, typed, message }, action] = useFormAnswer(dedicate, isMine ? start : emptyForm)
  return (
    <details className="mt-3" open={isMine || undefined}>
      <summary className="label">{dedication === '' ? 'Have a dedication written' : 'Change the dedication'}</summary>
      <form action={action} className="mt-3 max-w-md space-y-3">
        <FormMessage text={fields.dedication ? '' : message} />
        <input type="hidden" name="id" value={id} />
        <TextField
          name="dedication"
          label="What shall the author write?"
          hint={`A name, or a line or two: up to ${dedicationLength} characters. Empty: nothing but the name of the author.`}
          maxLength={dedicationLength}
          defaultValue={typed.dedication ?? dedication}
          {...(fields.dedication ? { fault: fields.dedication } : {})}
        />
        <SubmitButton waiting="One moment …" quiet>
          Keep it
        </SubmitButton>
      </form>
    </details>
  )
}
