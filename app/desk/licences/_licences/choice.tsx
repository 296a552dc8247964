import type { ReactNode } from 'react'
import { FieldFault } from '#app/_ui/fields.tsx'

/** A choice of one thing, each with what it means, and what only it asks for below. */
export function RadioFields({
  name,
  legend,
  chosen,
  options,
  fault,
  children,
}: {
  name: string
  legend: string
  chosen: string
  options: readonly { value: string; name: string; meaning: string }[]
  fault: string | undefined
  children: ReactNode
}) {
  return (
    <fieldset>
      <legend className="label text-[0.9375rem] font-semibold">{legend}</legend>
      {options.map(({ value, name: words, meaning }) => (
        <label key={value} className="desk-choice">
          <input type="radio" name={name} value={value} defaultChecked={chosen === value} />
          <span>
            <strong>{words}</strong> {meaning}
          </span>
        </label>
      ))}
      <FieldFault id={`${name}-fault`} text={fault} />
      {children}
    </fieldset>
  )
}
