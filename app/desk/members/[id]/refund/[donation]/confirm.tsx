'use client'

import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { refund } from './actions.ts'

interface Props {
  start: FormState
  order: { person: string; donation: string; request: string; amount: number; reason: string; cancel: boolean }
  button: string
  consequences: string[]
}

/** The second step: what will happen, in words, and the button that does it. */
export function Confirm({ start, order, button, consequences }: Props) {
  const [{ message }, action] = useFormAnswer(refund, start)
  return (
    <section aria-labelledby="follows" className="desk-section max-w-2xl">
      <h2 id="follows">What will happen</h2>
      <FormMessage text={message} />
      <ul className="mt-2 list-disc space-y-1.5 pl-5">
        {consequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <form action={action} className="desk-row mt-5">
        <input type="hidden" name="person" value={order.person} />
        <input type="hidden" name="donation" value={order.donation} />
        <input type="hidden" name="request" value={order.request} />
        <input type="hidden" name="amount" value={order.amount} />
        <input type="hidden" name="reason" value={order.reason} />
        <input type="hidden" name="cancel" value={order.cancel ? 'yes' : 'no'} />
        <SubmitButton waiting="Asking Stripe …">{button}</SubmitButton>
        <a href={`/desk/members/${order.person}`}>Leave everything as it is</a>
      </form>
    </section>
  )
}
