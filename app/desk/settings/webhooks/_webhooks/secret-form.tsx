'use client'

import { hoursOfOverlap } from '#lib/webhooks/model.ts'
import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { makeSecret } from '../actions.ts'
import { Secret } from './secret.tsx'

/** Makes a new secret and shows it. */
export function SecretForm({ start, id }: { start: FormState; id: string }) {
  const [{ typed, message }, action] = useFormAnswer(makeSecret, start)
  return (
    <form action={action} noValidate className="mt-3">
      <FormMessage text={message} />
      {typed.secret && <Secret secret={typed.secret}>The new secret is made.</Secret>}
      <p className="desk-intro mb-3">
        The one before goes on signing beside it for {hoursOfOverlap} hours, so that the other side can change over
        without losing anything.
      </p>
      <input type="hidden" name="id" value={id} />
      <SubmitButton waiting="One moment …" quiet>
        Make a new secret
      </SubmitButton>
    </form>
  )
}
