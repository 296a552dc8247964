'use client'

import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { chooseAdvertising } from './actions.ts'

/** Two buttons alike. */
export function ChoicesForm({ start, accept, refuse }: { start: FormState; accept: string; refuse: string }) {
  const [{ message }, action] = useFormAnswer(chooseAdvertising, start)
  return (
    <form action={action} className="mt-6 max-w-sm">
      <FormMessage text={message} />
      <div className="grid grid-cols-2 gap-3">
        <button type="submit" name="choice" value="refused" className="button button-quiet">
          {refuse}
        </button>
        <button type="submit" name="choice" value="accepted" className="button button-quiet">
          {accept}
        </button>
      </div>
    </form>
  )
}
