'use client'

import { useActionState } from 'react'
import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { actOnCampaign } from '../actions.ts'

/** One button that does one thing to one campaign. */
export function ActForm({
  start,
  id,
  deed,
  name,
}: {
  start: FormState
  id: string
  deed: 'publish' | 'end'
  name: string
}) {
  const [{ message }, action] = useActionState(actOnCampaign, start)
  return (
    <form action={action}>
      <FormMessage text={message} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="deed" value={deed} />
      <SubmitButton waiting="One moment …" quiet={deed === 'end'}>
        {name}
      </SubmitButton>
    </form>
  )
}
