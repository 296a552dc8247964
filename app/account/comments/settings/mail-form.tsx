'use client'

import type { NoticeMail } from '#lib/comments/notices/model.ts'
import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { chooseNoticeMail } from '../actions.ts'

const choices: [NoticeMail, string, string][] = [
  ['immediate', 'At once', 'A mail for each answer; of a conversation you follow, one until you have looked.'],
  ['digest', 'Once a day', 'One mail in the morning, when there is something to tell.'],
  ['none', 'Never', 'Everything still waits for you under Notices.'],
]

/** How somebody is told by mail. */
export function MailForm({ start, mail }: { start: FormState; mail: NoticeMail }) {
  const [state, act] = useFormAnswer(chooseNoticeMail, start)
  return (
    <form action={act} noValidate className="mt-3">
      <FormMessage text={state.message} />
      <fieldset>
        <legend className="sr-only">When to write to you</legend>
        <div className="space-y-2">
          {choices.map(([value, name, what]) => (
            <div key={value} className="flex min-h-11 items-start gap-3">
              <input
                id={`mail-${value}`}
                type="radio"
                name="mail"
                value={value}
                defaultChecked={(state.typed.mail ?? mail) === value}
                aria-describedby={`mail-${value}-what`}
                className="mt-0.5 size-5 accent-[var(--accent)]"
              />
              <div>
                <label htmlFor={`mail-${value}`} className="label block cursor-pointer text-[0.9375rem] font-semibold">
                  {name}
                </label>
                <p id={`mail-${value}-what`} className="label text-soft">
                  {what}
                </p>
              </div>
            </div>
          ))}
        </div>
      </fieldset>
      <div className="mt-4">
        <SubmitButton waiting="Saving …">Save</SubmitButton>
      </div>
    </form>
  )
}
