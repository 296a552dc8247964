'use client'

import type { Access } from '#lib/articles/model.ts'
import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { saveAccess } from './actions.ts'

export interface AccessChoice {
  access: Access
  name: string
  meaning: string
}

/** Who may read an article. Where its preview ends is said in its text. */
export function AccessForm({
  start,
  articleId,
  revision,
  access,
  choices,
}: {
  start: FormState
  articleId: string
  revision: number
  access: Access
  choices: AccessChoice[]
}) {
  const [{ typed, message }, action] = useFormAnswer(saveAccess, start)
  return (
    // Made anew when what it starts from is another: a refused form comes back with its choice.
    <form action={action} key={`${typed.revision ?? revision}`} noValidate className="mt-2">
      <FormMessage text={message} />
      <input type="hidden" name="article" value={articleId} />
      <input type="hidden" name="revision" value={typed.revision ?? revision} />
      <fieldset>
        <legend className="label font-semibold">Who may read it</legend>
        {choices.map((choice) => (
          <label key={choice.access} className="desk-choice">
            <input
              type="radio"
              // Where links lead that mean the field.
              id={(typed.access ?? access) === choice.access ? 'access' : undefined}
              name="access"
              value={choice.access}
              defaultChecked={(typed.access ?? access) === choice.access}
            />
            <span>
              <strong>{choice.name}</strong> {choice.meaning}
            </span>
          </label>
        ))}
      </fieldset>
      <SubmitButton waiting="Saving …" quiet>
        Save access
      </SubmitButton>
    </form>
  )
}
