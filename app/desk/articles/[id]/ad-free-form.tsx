'use client'

import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { saveAdFree } from './actions.ts'

/** One box: whoever reads the article, there is no advertising on it. */
export function AdFreeForm({ start, articleId, adFree }: { start: FormState; articleId: string; adFree: boolean }) {
  const [{ message }, action] = useFormAnswer(saveAdFree, start)
  return (
    <form action={action} className="mt-2">
      <FormMessage text={message} />
      <input type="hidden" name="article" value={articleId} />
      <label className="desk-check">
        <input type="checkbox" name="adFree" defaultChecked={adFree} />
        Free of advertising, whoever reads it
      </label>
      <SubmitButton waiting="Saving …" quiet>
        Save the choice
      </SubmitButton>
    </form>
  )
}
