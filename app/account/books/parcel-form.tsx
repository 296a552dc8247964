'use client'

import { FormMessage } from '#app/_ui/fields.tsx'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { sayParcel } from './parcel-actions.ts'

const words = [
  ['arrived', 'It arrived'],
  ['damaged', 'It arrived damaged'],
  ['never_came', 'It never came'],
] as const

/** What became of the parcel, in the donor's word. */
export function ParcelForm({ start, id, hasArrived }: { start: FormState; id: string; hasArrived: boolean }) {
  const [{ message }, action, sending] = useFormAnswer(sayParcel, start.typed.id === id ? start : emptyForm)
  return (
    <form action={action} className="mt-3">
      <FormMessage text={message} />
      <input type="hidden" name="id" value={id} />
      <div className="flex flex-wrap gap-2">
        {words
          .filter(([word]) => !hasArrived || word === 'damaged')
          .map(([word, name]) => (
            <button
              key={word}
              name="word"
              value={word}
              disabled={sending}
              className={word === 'arrived' ? 'button' : 'button button-quiet'}
            >
              {name}
            </button>
          ))}
      </div>
    </form>
  )
}
