'use client'

import type { ReactNode } from 'react'
import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from './use-form-answer.ts'

/** A form that asks for one thing to be done, and says above its button why it was not. Works without JavaScript. */
export function ActForm({
  action,
  start,
  hidden,
  button,
  waiting = 'One moment …',
  quiet = false,
  children,
}: {
  action: (state: FormState, form: FormData) => Promise<FormState>
  /** What the form starts from: empty, or refused a moment ago. */
  start: FormState
  hidden: Record<string, string>
  button: string
  waiting?: string
  quiet?: boolean
  children?: ReactNode
}) {
  const [state, act] = useFormAnswer(action, start)
  return (
    <form action={act} noValidate>
      <FormMessage text={state.message} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <SubmitButton waiting={waiting} quiet={quiet}>
        {button}
      </SubmitButton>
    </form>
  )
}
