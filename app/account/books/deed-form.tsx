'use client'

import { useActionState } from 'react'
import { FormMessage } from '#app/_ui/fields.tsx'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { actOnBook } from './actions.ts'

/** One button that does one thing about one book. */
export function DeedForm({
  start,
  deed,
  id,
  name,
  quiet = true,
}: {
  start: FormState
  deed: 'give_up' | 'leave' | 'wait'
  /** The claim's, the entry's, or the campaign's. */
  id: string
  name: string
  quiet?: boolean
}) {
  const isMine = start.typed.id === id
  const [{ message }, action] = useActionState(actOnBook, isMine ? start : emptyForm)
  return (
    <form action={action}>
      <FormMessage text={message} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="deed" value={deed} />
      <SubmitButton waiting="One moment …" quiet={quiet}>
        {name}
      </SubmitButton>
    </form>
  )
}
