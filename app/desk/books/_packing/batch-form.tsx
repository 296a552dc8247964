'use client'

import { FormMessage } from '#app/_ui/fields.tsx'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { beginBatch } from '../actions.ts'

/** Puts what is ready in one zone together. */
export function BatchForm({
  start,
  zone,
}: {
  start: FormState
  zone: { campaignId: string; bookTitle: string; zoneId: string; zone: string; ready: number }
}) {
  const [{ message }, action] = useFormAnswer(beginBatch, start.typed.zoneId === zone.zoneId ? start : emptyForm)
  return (
    <form action={action} className="mt-3">
      <FormMessage text={message} />
      <input type="hidden" name="campaignId" value={zone.campaignId} />
      <input type="hidden" name="zoneId" value={zone.zoneId} />
      <div className="desk-row">
        <span>
          {zone.bookTitle}, {zone.zone}: {zone.ready} ready
        </span>
        <SubmitButton waiting="One moment …" quiet>
          Make a batch
        </SubmitButton>
      </div>
    </form>
  )
}
