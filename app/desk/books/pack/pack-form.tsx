'use client'

import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { pack } from '../actions.ts'

/** A number to scan or type; empty, the book that is shown is packed. */
export function PackForm({
  start,
  next,
  batch,
}: {
  start: FormState
  next: string | undefined
  batch: string | undefined
}) {
  const [{ message }, action] = useFormAnswer(pack, start)
  return (
    <form action={action}>
      <FormMessage text={message} />
      {next && <input type="hidden" name="next" value={next} />}
      {batch && <input type="hidden" name="batch" value={batch} />}
      <label htmlFor="number" className="font-semibold">
        Claim
      </label>
      <input
        id="number"
        name="number"
        className="field mt-1.5 text-2xl tabular-nums"
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        // Whoever packs has a scanner in one hand: this field is what the page is for.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        data-desk-search
        aria-describedby="pack-keys"
      />
      <p id="pack-keys" className="label mt-2 mb-3 text-soft">
        <kbd>Enter</kbd> packs the book shown, or the one whose number you scan or type, and shows the next.{' '}
        <kbd>/</kbd> comes back to this field, <kbd>?</kbd> lists the keys.
      </p>
      <SubmitButton waiting="Packing …">Pack</SubmitButton>
    </form>
  )
}
