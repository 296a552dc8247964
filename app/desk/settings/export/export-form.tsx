'use client'

import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { beginExport } from './actions.ts'

export function ExportForm({ start }: { start: FormState }) {
  const [{ typed, message }, action] = useFormAnswer(beginExport, start)
  return (
    <form action={action} noValidate className="mt-4 max-w-2xl space-y-3">
      <FormMessage text={message} />
      <label className="desk-check">
        <input type="checkbox" name="withRevisions" defaultChecked={typed.withRevisions === 'on'} />
        <span>Every earlier state of every article, too</span>
      </label>
      <label className="desk-check">
        <input type="checkbox" name="withAddresses" defaultChecked={typed.withAddresses === 'on'} />
        <span>Where signed books are sent, readable for whoever opens the archive</span>
      </label>
      <SubmitButton waiting="One moment …">Write an archive</SubmitButton>
    </form>
  )
}
