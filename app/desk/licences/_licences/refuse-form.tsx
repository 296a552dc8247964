'use client'

import { FormMessage, TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { refuse } from '../actions.ts'

/** Refuses an enquiry: the letter says why. */
export function RefuseForm({ start, hidden }: { start: FormState; hidden: Record<string, string> }) {
  const [{ typed, fields, message }, action] = useFormAnswer(refuse, start)
  const fault = fields.letter ?? Object.values(fields)[0]
  return (
    <form action={action} noValidate className="mt-3 max-w-xl space-y-3">
      <FormMessage text={message} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextArea
        name="letter"
        label="The letter"
        hint="It goes to whoever enquired, and to the readers of what was merged into the case, with the reason; {name} stands for each one’s name. The case is then declined."
        rows={7}
        defaultValue={typed.letter}
        fault={fault}
      />
      <SubmitButton waiting="One moment …" quiet>
        Refuse, and send the letter
      </SubmitButton>
    </form>
  )
}
