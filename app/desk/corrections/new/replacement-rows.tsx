'use client'

import type { ReactNode } from 'react'
import { TextArea } from '#app/_ui/fields.tsx'

const parts = [
  ['text', 'the text'],
  ['headline', 'the headline'],
  ['standfirst', 'the standfirst'],
  ['caption', 'the caption of the picture at its head'],
] as const

/** What changes in the article's words: a row for each passage. */
export function ReplacementRows({
  typed,
  fields,
  children,
}: {
  typed: Record<string, string>
  fields: Record<string, string>
  /** The button for another row. */
  children: ReactNode
}) {
  const rows = Number(typed.rows ?? 1)
  return (
    <section aria-labelledby="words-section" className="desk-section">
      <h2 id="words-section">What changes in the article</h2>
      <p className="desk-intro">
        Copy the passage out of the article and write how it should be. Links and emphasis outside of what changes stay.
        Leave both empty to publish a note alone.
      </p>
      <input type="hidden" name="rows" value={rows} />
      {Array.from({ length: rows }, (_, row) => (
        <fieldset key={row} className="mt-4 space-y-3 border-t border-rule pt-3">
          <legend className="label pr-2 font-semibold">Passage {row + 1}</legend>
          <label className="block">
            <span className="label">In</span>{' '}
            <select name={`part.${row}`} defaultValue={typed[`part.${row}`] ?? 'text'} className="field w-auto">
              {parts.map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <TextArea
            name={`passage.${row}`}
            label="As it stands"
            {...(row === 0 ? { hint: 'Within one paragraph. Empty for a whole headline, standfirst or caption.' } : {})}
            rows={2}
            defaultValue={typed[`passage.${row}`]}
            fault={fields[`replacements.${row}.passage`] ?? ''}
          />
          <TextArea
            name={`replacement.${row}`}
            label="As it should be"
            {...(row === 0 ? { hint: 'Empty takes the passage out.' } : {})}
            rows={2}
            defaultValue={typed[`replacement.${row}`]}
            fault={fields[`replacements.${row}.replacement`] ?? ''}
          />
        </fieldset>
      ))}
      <p className="mt-3">{children}</p>
    </section>
  )
}
