'use client'

import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { keepView, removeView } from '../view-actions.ts'

/** Keeps the list as it is narrowed under a name. */
export function SaveViewForm({ start, query }: { start: FormState; query: string }) {
  const [{ message, typed }, action] = useFormAnswer(keepView, start)
  return (
    <details open={message !== '' || undefined}>
      <summary>Keep this view</summary>
      <form action={action} className="desk-row mt-1" noValidate>
        <FormMessage text={message} />
        <input type="hidden" name="query" value={query} />
        <label>
          <span className="sr-only">Name of the view</span>
          <input
            name="name"
            className="field"
            maxLength={60}
            placeholder="A name for it"
            defaultValue={typed.name ?? ''}
          />
        </label>
        <button type="submit" className="button button-quiet">
          Keep
        </button>
      </form>
    </details>
  )
}

/** Forgets one. */
export function RemoveViewForm({ start, id, name }: { start: FormState; id: string; name: string }) {
  const [, action] = useFormAnswer(removeView, start)
  return (
    <form action={action} className="inline">
      <input type="hidden" name="view" value={id} />
      <button type="submit" className="button-plain" aria-label={`Remove the view ${name}`}>
        Remove
      </button>
    </form>
  )
}
