import type { ReactNode } from 'react'
import { FieldFault } from '#app/_ui/fields.tsx'

/** A choice of one thing from a list that folds out. */
export function SelectField({
  name,
  label,
  chosen,
  options,
  fault,
}: {
  name: string
  label: string
  chosen: string | undefined
  options: readonly { value: string; name: string }[]
  fault: string | undefined
}) {
  return (
    <div className="min-w-0">
      <label htmlFor={name} className="label text-[0.9375rem] font-semibold">
        {label}
      </label>
      <select
        // Made anew with another choice: a form that is sent resets what it holds to what it was made with.
        key={chosen}
        id={name}
        name={name}
        defaultValue={chosen}
        className="field mt-1.5"
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${name}-fault` : undefined}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
      <FieldFault id={`${name}-fault`} text={fault} />
    </div>
  )
}

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
