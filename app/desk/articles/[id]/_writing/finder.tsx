'use client'

import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { useSearchAsTyped } from '../../../_ui/use-search-as-typed.ts'

export interface Found {
  id: string
  name: string
  /** Said beside the name. */
  note?: string
}

/**
 * A line to look for something in: what is found stands under it. Enter takes the first, the arrow keys go down to the
 * others and back.
 */
export function Finder<Item extends Found>({
  id: given,
  label,
  find,
  onChoose,
  make,
}: {
  /** Of its line, for links that lead to it. */
  id?: string
  label: string
  /** Always the same function. */
  find: (typed: string, signal: AbortSignal) => Promise<Item[]>
  onChoose: (item: Item) => void
  /** Makes what there is not; absent where that is not theirs to do. */
  make?: { name: (typed: string) => string; now: (typed: string) => Promise<void> } | undefined
}) {
  const own = useId()
  const id = given ?? own
  const [typed, setTyped] = useState('')
  const container = useRef<HTMLDivElement>(null)
  const words = typed.trim()

  const { items, state } = useSearchAsTyped(words, find)
  const isFound = words !== '' && state !== 'searching'
  const isNew = isFound && !items.some(({ name }) => name.toLowerCase() === words.toLowerCase())
  const choices = [
    ...items.map((item) => ({ key: item.id, name: item.name, note: item.note, take: () => onChoose(item) })),
    ...(make && isNew
      ? [{ key: 'new', name: make.name(words), note: undefined, take: () => void make.now(words) }]
      : []),
  ]
  const take = (choice: (typeof choices)[number] | undefined) => {
    if (choice === undefined) return
    choice.take()
    setTyped('')
    container.current?.querySelector('input')?.focus()
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      const stops = [...(container.current?.querySelectorAll<HTMLElement>('input, li button') ?? [])]
      const here = stops.findIndex((stop) => stop === document.activeElement)
      event.preventDefault()
      stops[Math.max(0, Math.min(here + step, stops.length - 1))]?.focus()
    } else if (event.key === 'Escape') {
      setTyped('')
      container.current?.querySelector('input')?.focus()
    }
  }

  return (
    // The keys of its line and of its buttons, together.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={container} className="writing-finder" onKeyDown={onKeyDown}>
      <label htmlFor={id} className="label">
        {label}
      </label>
      <input
        id={id}
        className="field mt-1"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          if (isFound) take(choices[0])
        }}
      />
      {choices.length > 0 && (
        <ul aria-label={`${label}: found`}>
          {choices.map((choice) => (
            <li key={choice.key}>
              <button type="button" onClick={() => take(choice)}>
                {choice.name}
                {choice.note && <span className="text-soft"> {choice.note}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
      <output className="label block text-soft">
        {isFound &&
          (choices.length > 0
            ? `${choices.length} found`
            : state === 'failed'
              ? 'The search does not answer just now.'
              : 'Nothing is found.')}
      </output>
    </div>
  )
}
