'use client'

import { useState } from 'react'
import { textPlaces } from '#lib/texts/model.ts'
import { FormMessage, TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { saveTexts } from './actions.ts'

/** Every text with where it stands, and beneath it as readers see it, where that is not what is typed. */
export function TextsForm({ start, magazine }: { start: FormState; magazine: string }) {
  const [state, action] = useFormAnswer(saveTexts, start)
  const [now, setNow] = useState<Record<string, string>>({})
  const { typed, fields, message } = state
  return (
    <form
      action={action}
      noValidate
      className="mt-4 max-w-2xl space-y-6"
      onInput={({ target }) => {
        if (target instanceof HTMLTextAreaElement) setNow({ ...now, [target.name]: target.value })
      }}
    >
      <FormMessage text={message} />
      {textPlaces.map(({ key, name, where, standard, most }) => {
        const text = now[key] ?? typed[key] ?? standard
        const isStandard = text === standard
        return (
          <div key={key}>
            <TextArea
              name={key}
              label={name}
              hint={`${where} At most ${most} characters.`}
              rows={most > 160 ? 3 : most > 60 ? 2 : 1}
              maxLength={most}
              defaultValue={typed[key] ?? standard}
              fault={fields[key]}
            />
            {text.includes('{magazine}') && (
              <p className="label mt-1 text-soft">Readers see: {text.replaceAll('{magazine}', magazine)}</p>
            )}
            {!isStandard && standard !== '' && <p className="label mt-1 text-soft">The standard: {standard}</p>}
          </div>
        )
      })}
      <div className="desk-row">
        <SubmitButton waiting="Saving …">Save</SubmitButton>
        <button type="submit" name="intent" value="default" className="button button-quiet">
          All back to the standard
        </button>
      </div>
    </form>
  )
}
