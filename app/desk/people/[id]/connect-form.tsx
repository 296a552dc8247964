'use client'

import { TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { connect } from '../actions.ts'

/** Connects an author to an account. @param authors those that are free, to be chosen from while typing */
export function ConnectForm({
  start,
  id,
  authors,
}: {
  start: FormState
  id: string
  authors: { slug: string; name: string }[]
}) {
  const [{ typed, fields, message }, action] = useFormAnswer(connect, start)
  return (
    <form action={action} noValidate className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="id" value={id} />
      <TextField
        name="author"
        label="Author"
        hint="The whole name, or the address."
        list="free-authors"
        autoComplete="off"
        maxLength={120}
        defaultValue={typed.author}
        fault={fields.author ?? (message || undefined)}
        className="w-72"
      />
      <datalist id="free-authors">
        {authors.map(({ slug, name }) => (
          <option key={slug} value={name}>
            /authors/{slug}
          </option>
        ))}
      </datalist>
      <SubmitButton waiting="Connecting …" quiet>
        Connect
      </SubmitButton>
    </form>
  )
}
