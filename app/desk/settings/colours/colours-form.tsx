'use client'

import { useState } from 'react'
import { colourNames, colourWords, defaultPalettes, palettesOf, schemes, type Scheme } from '#lib/colours/model.ts'
import { FieldFault, FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { wasField } from '../was.ts'
import { saveColours } from './actions.ts'
import { colourField, coloursIn } from './colours-in.ts'
import { Contrasts } from './contrasts.tsx'
import { Sample } from './sample.tsx'

const schemeNames: Record<Scheme, string> = { light: 'By day', dark: 'In dark mode' }

/** Each colour by day and in the dark, what can be told from what, and how it looks: as they are chosen, where there is JavaScript. */
export function ColoursForm({ start }: { start: FormState }) {
  const [state, action] = useFormAnswer(saveColours, start)
  const [chosen, setChosen] = useState({ since: state, typed: state.typed })
  const typed = chosen.since === state ? chosen.typed : state.typed
  const { light, dark } = coloursIn(typed)
  const palettes = palettesOf({ light, dark })
  return (
    <form
      action={action}
      noValidate
      className="mt-4"
      onInput={({ target }) => {
        if (target instanceof HTMLInputElement)
          setChosen({ since: state, typed: { ...typed, [target.name]: target.value } })
      }}
    >
      <FormMessage text={state.message} />
      <input type="hidden" name={wasField} value={state.typed[wasField]} />
      {schemes.map((scheme) => (
        <fieldset key={scheme} className="desk-section">
          <legend className="float-left w-full text-lg font-semibold">{schemeNames[scheme]}</legend>
          <div className="clear-both grid gap-x-10 gap-y-6 pt-3 lg:grid-cols-2">
            <div className="grid content-start gap-x-6 gap-y-3 sm:grid-cols-2">
              {colourNames.map((name) => {
                const field = colourField(scheme, name)
                const fault = state.fields[field]
                const value = typed[field] ?? palettes[scheme][name]
                return (
                  <div key={`${field} ${chosen.since === state ? '' : value}`}>
                    <label className="flex items-start gap-3">
                      <input
                        type="color"
                        name={field}
                        defaultValue={value}
                        className="h-9 w-12 flex-none"
                        aria-invalid={fault ? true : undefined}
                        aria-describedby={fault ? `${field}-fault` : undefined}
                      />
                      <span className="min-w-0 leading-tight font-semibold">
                        {colourWords[name].name}
                        <span className="label block font-normal text-soft">
                          {colourWords[name].use}
                          {value !== defaultPalettes[scheme][name] && ` Was ${defaultPalettes[scheme][name]}.`}
                        </span>
                      </span>
                    </label>
                    <FieldFault id={`${field}-fault`} text={fault} />
                  </div>
                )
              })}
            </div>
            <div className="space-y-4">
              <Sample palette={palettes[scheme]} scheme={scheme} />
              <Contrasts palette={palettes[scheme]} name={schemeNames[scheme]} />
            </div>
          </div>
        </fieldset>
      ))}
      <div className="desk-row mt-6">
        <SubmitButton waiting="Saving …">Save</SubmitButton>
        <button type="submit" name="intent" value="default" className="button button-quiet">
          Back to the default
        </button>
      </div>
    </form>
  )
}
