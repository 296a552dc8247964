'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'

interface Item {
  id: string
  name: string
}

/** Things in an order: moved by the buttons, or dragged (the library has no keyboard of its own). */
export function OrderedList<Listed extends Item>({
  label,
  items,
  onChange,
}: {
  label: string
  items: Listed[]
  onChange: (items: Listed[]) => void
}) {
  const list = useRef<HTMLOListElement>(null)
  const [said, setSaid] = useState('')

  function move(from: number, to: number): void {
    const item = items[from]
    if (item === undefined || to < 0 || to >= items.length) return
    onChange(items.toSpliced(from, 1).toSpliced(to, 0, item))
    setSaid(`${item.name} is number ${to + 1} of ${items.length} now.`)
  }

  const dropped = useEffectEvent((id: string | undefined, onId: string | undefined) => {
    const place = (wanted: string | undefined) => items.findIndex((item) => item.id === wanted)
    move(place(id), place(onId))
  })

  const shown = items.map(({ id }) => id).join(' ')
  useEffect(() => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-item]') ?? [])]
    return combine(
      ...rows.map((element) =>
        combine(
          draggable({
            element,
            onDragStart: () => element.toggleAttribute('data-dragged', true),
            onDrop: () => element.removeAttribute('data-dragged'),
          }),
          dropTargetForElements({
            element,
            canDrop: ({ source }) => rows.includes(source.element),
            onDrop: ({ source }) => dropped(source.element.dataset.item, element.dataset.item),
          }),
        ),
      ),
    )
  }, [shown])

  if (items.length === 0) return null
  return (
    <>
      <ol ref={list} className="writing-ordered" aria-label={label}>
        {items.map((item, place) => (
          <li key={item.id} data-item={item.id}>
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
