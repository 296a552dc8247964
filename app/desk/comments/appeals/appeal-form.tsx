'use client'

import { FormMessage } from '#app/_ui/fields.tsx'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { answerAppeal } from '../actions.ts'

/** Upholds or declines, with a word to whoever appealed. */
export function AppealForm({ start, id, upheld }: { start: FormState; id: string; upheld: string }) {
  const [{ typed, message }, action] = useFormAnswer(answerAppeal, start.typed.appeal === id ? start : emptyForm)
  return (
    <form action={action} className="desk-fold">
      <FormMessage text={message} />
      <input type="hidden" name="appeal" value={id} />
      <label>
        <span className="label font-semibold">Note to whoever appealed, if any</span>
        <textarea name="note" rows={2} maxLength={1000} className="field mt-1" defaultValue={typed.note ?? ''} />
      </label>
      <div className="desk-row">
        <button type="submit" name="outcome" value="upheld" className="button">
          Uphold: {upheld}
        </button>
        <button type="submit" name="outcome" value="declined" className="button button-quiet">
          Decline
        </button>
      </div>
    </form>
  )
}
