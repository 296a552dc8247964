'use client'

import { FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { FigureField } from '../figure-field.tsx'
import { saveCaseSettings } from './actions.ts'

/**
 * @param start its `typed` holds what is set now, or what was refused a moment ago
 * @param templates how many there are places for: the last is empty, for one more
 */
export function CaseSettingsForm({ start, templates }: { start: FormState; templates: number }) {
  const [form, action] = useFormAnswer(saveCaseSettings, start)
  const { typed, fields, message } = form
  return (
    <form action={action} noValidate className="mt-4 max-w-2xl space-y-5" key={JSON.stringify(typed)}>
      <FormMessage text={message} />
      <FigureField
        form={form}
        name="answerDays"
        label="Days from a case’s opening to its answer"
        hint="From 1 to 120. For cases opened from now on."
      />
      <FigureField
        form={form}
        name="warnDays"
        label="Days before the deadline when the desk warns"
        hint="From 0 to 60."
      />
      <fieldset>
        <legend className="label font-semibold">Letters to begin from</legend>
        <p className="label text-soft">
          {'{name}, {reference}, {headline}, {magazine} and {days} are filled in. An empty name and text remove one.'}
        </p>
        <div className="mt-3 space-y-6">
          {Array.from({ length: templates }, (_, index) => {
            const name = `templates.${index}.name`
            const text = `templates.${index}.text`
            return (
              <div key={name} className="space-y-2">
                <TextField
                  name={name}
                  label={index === templates - 1 ? 'Name of one more' : `Name of letter ${index + 1}`}
                  maxLength={80}
                  defaultValue={typed[name] ?? ''}
                  fault={fields[name]}
                />
                <TextArea
                  name={text}
                  label={index === templates - 1 ? 'Text of one more' : `Text of letter ${index + 1}`}
                  rows={7}
                  defaultValue={typed[text] ?? ''}
                  fault={fields[text]}
                />
              </div>
            )
          })}
        </div>
      </fieldset>
      <SubmitButton waiting="Saving …">Save</SubmitButton>
    </form>
  )
}
