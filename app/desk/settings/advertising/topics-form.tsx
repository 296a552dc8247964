'use client'

import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { saveAdFreeTopics } from './actions.ts'

/** Which topics carry no advertising. */
export function TopicsForm({
  start,
  topics,
}: {
  start: FormState
  topics: { slug: string; name: string; adFree: boolean }[]
}) {
  const [{ message }, action] = useFormAnswer(saveAdFreeTopics, start)
  return (
    <form action={action} className="mt-3 max-w-3xl">
      <FormMessage text={message} />
      <div className="mb-3 grid grid-cols-2 gap-x-4 sm:grid-cols-3">
        {topics.map(({ slug, name, adFree }) => (
          <label key={slug} className="flex min-h-8 items-center gap-2">
            <input type="checkbox" name={`topic.${slug}`} defaultChecked={adFree} />
            {name}
          </label>
        ))}
      </div>
      <SubmitButton waiting="Saving …" quiet>
        Save the topics
      </SubmitButton>
    </form>
  )
}
