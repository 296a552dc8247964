'use client'

import { longestExplanation, reportReasonNames } from '#lib/comments/moderation/model.ts'
import { FieldFault, FormMessage, TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { report } from './actions.ts'

/** What is wrong with a comment, in one choice and a few words. */
export function ReportForm({ start, slug, commentId }: { start: FormState; slug: string; commentId: string }) {
  const [{ typed, fields, message }, action] = useFormAnswer(report, start)
  return (
    // Made anew with what was typed: React empties a form that its action has answered.
    <form action={action} noValidate className="mt-6 space-y-5" key={JSON.stringify(typed)}>
      <FormMessage text={message} />
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="comment" value={commentId} />
      <fieldset aria-describedby={fields.reason ? 'reason-fault' : undefined}>
        <legend className="label text-[0.9375rem] font-semibold">What is wrong with it?</legend>
        {Object.entries(reportReasonNames).map(([value, name]) => (
          <label key={value} className="flex min-h-9 items-center gap-2.5">
            <input type="radio" name="reason" value={value} defaultChecked={typed.reason === value} />
            {name}
          </label>
        ))}
        <FieldFault id="reason-fault" text={fields.reason} />
      </fieldset>
      <TextArea
        name="explanation"
        label="What a moderator should know"
        hint="You may leave it empty. If the comment is against the law, say in a sentence which law it breaks, and how."
        rows={4}
        maxLength={longestExplanation}
        defaultValue={typed.explanation ?? ''}
        fault={fields.explanation}
      />
      <SubmitButton waiting="Sending …">Report this comment</SubmitButton>
    </form>
  )
}
