'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'

/**
 * Lets what carries `data-article` within be dragged onto what carries `data-day`: its own form is sent for that day, so that
 * a drag is what the form is, with the same answer.
 */
export function DragToDays({ children }: { children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const all = (selector: string) => [...(root.current?.querySelectorAll<HTMLElement>(selector) ?? [])]
    const entries = all('[data-article]').map((element) => draggable({ element }))
    const days = all('[data-day]').map((element) =>
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.element.dataset.article !== undefined && !element.contains(source.element),
        onDragEnter: () => element.setAttribute('data-over', ''),
        onDragLeave: () => element.removeAttribute('data-over'),
        onDrop: ({ source }) => {
          element.removeAttribute('data-over')
          sendTo(source.element, element.dataset.day ?? '')
        },
      }),
    )
    return combine(...entries, ...days)
  }, [children])
  return <div ref={root}>{children}</div>
}

function sendTo(entry: Element, date: string): void {
  const form = entry.querySelector('form')
  const field = form?.elements.namedItem('day')
  if (!form || !(field instanceof HTMLInputElement)) return
  field.value = date
  form.requestSubmit()
}
