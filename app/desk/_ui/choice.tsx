import type { ReactNode } from 'react'

/** Narrows a list by one of several; its label is for whoever does not see what the choices are about. */
export function Choice({
  name,
  label,
  chosen = '',
  all,
  children,
}: {
  name: string
  label: string
  chosen: string | undefined
  all: string
  children: ReactNode
}) {
  return (
    <label>
      <span className="sr-only">{label}</span>
      <select name={name} defaultValue={chosen} className="field" key={chosen}>
        <option value="">{all}</option>
        {children}
      </select>
    </label>
  )
}
