import type { ComponentProps, ReactNode } from 'react'

/** What stands under a field when it was refused; tied to the field for screen readers. */
export function FieldFault({ id, text }: { id: string; text: string | undefined }) {
  if (!text) return null
  return (
    <p id={id} className="field-error">
      {text}
    </p>
  )
}

/** A labelled line to type in, with its hint before and its fault after. */
export function TextField({
  name,
  id = name,
  label,
  hint,
  fault,
  className = '',
  ...rest
}: { name: string; label: string; hint?: ReactNode; fault?: string } & Omit<ComponentProps<'input'>, 'name'>) {
  return (
    <div className={className}>
      <label htmlFor={id} className="label text-[0.9375rem] font-semibold">
        {label}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="label text-soft">
          {hint}
        </p>
      )}
      <input
        id={id}
        name={name}
        className="field mt-1.5"
        aria-invalid={fault ? true : undefined}
        aria-describedby={
          [hint === undefined ? '' : `${id}-hint`, fault ? `${id}-fault` : ''].filter(Boolean).join(' ') || undefined
        }
        {...rest}
      />
      <FieldFault id={`${id}-fault`} text={fault} />
    </div>
  )
}

export function TextArea({
  name,
  id = name,
  label,
  hint,
  fault,
  rows = 6,
  ...rest
}: { name: string; label: string; hint?: ReactNode; fault?: string } & Omit<ComponentProps<'textarea'>, 'name'>) {
  return (
    <div>
      <label htmlFor={id} className="label text-[0.9375rem] font-semibold">
        {label}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="label text-soft">
          {hint}
        </p>
      )}
      <textarea
        id={id}
        name={name}
        rows={rows}
        className="field mt-1.5 leading-normal"
        aria-invalid={fault ? true : undefined}
        aria-describedby={
          [hint === undefined ? '' : `${id}-hint`, fault ? `${id}-fault` : ''].filter(Boolean).join(' ') || undefined
        }
        {...rest}
      />
      <FieldFault id={`${id}-fault`} text={fault} />
    </div>
  )
}

/** A choice of one thing from a list that folds out. */
export function SelectField({
  name,
  id = name,
  label,
  chosen,
  options,
  fault,
}: {
  name: string
  id?: string
  label: string
  chosen: string | undefined
  options: readonly { value: string; name: string }[]
  fault?: string | undefined
}) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="label text-[0.9375rem] font-semibold">
        {label}
      </label>
      <select
        // Made anew with another choice: a form that is sent resets what it holds to what it was made with.
        key={chosen}
        id={id}
        name={name}
        defaultValue={chosen}
        className="field mt-1.5"
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
      <FieldFault id={`${id}-fault`} text={fault} />
    </div>
  )
}

/** What was wrong with the whole form, above it. */
export function FormMessage({ text }: { text: string }) {
  return (
    <div
      role="alert"
      className={
        text === ''
          ? 'hidden'
          : 'mb-5 border-l-4 border-accent bg-panel px-4 py-3 font-plain text-[0.9375rem] font-semibold'
      }
    >
      {text}
    </div>
  )
}
