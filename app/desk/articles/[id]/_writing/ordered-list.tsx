'use client'

import { useState, type DragEvent } from 'react'

interface Item {
  id: string
  name: string
}

/** Things in an order: moved by the buttons, or dragged. */
export function OrderedList<Listed extends Item>({
  label,
  items,
  onChange,
}: {
  label: string
  items: Listed[]
  onChange: (items: Listed[]) => void
}) {
  const [dragged, setDragged] = useState<string | null>(null)
  const [said, setSaid] = useState('')

  function move(from: number, to: number): void {
    const item = items[from]
    if (item === undefined || to < 0 || to >= items.length) return
    onChange(items.toSpliced(from, 1).toSpliced(to, 0, item))
    setSaid(`${item.name} is number ${to + 1} of ${items.length} now.`)
  }

  function dropAt(event: DragEvent, to: number): void {
    event.preventDefault()
    move(
      items.findIndex(({ id }) => id === dragged),
      to,
    )
    setDragged(null)
  }

  if (items.length === 0) return null
  return (
    <>
      <ol className="writing-ordered" aria-label={label}>
        {items.map((item, place) => (
          // Dragging is for the pointer; the buttons do the same for everybody.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <li
            key={item.id}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              setDragged(item.id)
            }}
            onDragOver={(event) => {
              if (dragged !== null) event.preventDefault()
            }}
            onDrop={(event) => dropAt(event, place)}
            data-dragged={item.id === dragged || undefined}
          >
            <span className="writing-ordered-name">{item.name}</span>
            <button
              type="button"
              aria-label={`Move ${item.name} up`}
              disabled={place === 0}
              onClick={() => move(place, place - 1)}
            >
              ↑
            </button>
            <button
              type="button"
              aria-label={`Move ${item.name} down`}
              disabled={place === items.length - 1}
              onClick={() => move(place, place + 1)}
            >
              ↓
            </button>
            <button
              type="button"
              aria-label={`Remove ${item.name}`}
              onClick={() => {
                onChange(items.toSpliced(place, 1))
                setSaid(`${item.name} is removed.`)
              }}
            >
              ×
            </button>
          </li>
        ))}
      </ol>
      <output className="sr-only">{said}</output>
    </>
  )
}
