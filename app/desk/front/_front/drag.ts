import { useEffect, type RefObject } from 'react'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'

/** What is dropped asks for: an article or what stands in a place goes to a place, a strip takes another one's. */
function askedFor(dragged: unknown, { place, strip }: DOMStringMap): string | null {
  if (typeof dragged !== 'string') return null
  if (dragged.startsWith('strip ')) return strip === undefined ? null : `${dragged} ${strip}`
  return place === undefined ? null : `${dragged} ${place}`
}

/**
 * Lets whatever carries `data-drag` within be dragged onto what carries `data-place` (articles) or `data-strip` (strips).
 * What a drag asks for is a move of lib/front-page/moves.ts without its end; the innermost target takes it. Everything that can be done
 * so can be done by buttons too: this library has no keyboard of its own.
 * @param drawn changes whenever what is shown does
 */
export function useDragging(
  root: RefObject<HTMLElement | null>,
  drawn: unknown,
  onAsked: (asked: string) => void,
): void {
  useEffect(() => {
    const all = (selector: string) => [...(root.current?.querySelectorAll<HTMLElement>(selector) ?? [])]
    const sources = all('[data-drag]').map((element) => {
      const handle = element.querySelector('[data-drag-handle]')
      return draggable({
        element,
        ...(handle && { dragHandle: handle }),
        getInitialData: () => ({ asks: element.dataset.drag }),
      })
    })
    const targets = all('[data-place], [data-strip]').map((element) =>
      dropTargetForElements({
        element,
        canDrop: ({ source }) => askedFor(source.data.asks, element.dataset) !== null,
        onDropTargetChange: ({ location }) => {
          element.toggleAttribute('data-over', location.current.dropTargets[0]?.element === element)
        },
        onDragLeave: () => element.removeAttribute('data-over'),
        onDrop: ({ source, location }) => {
          element.removeAttribute('data-over')
          const asked = askedFor(source.data.asks, element.dataset)
          if (asked !== null && location.current.dropTargets[0]?.element === element) onAsked(asked)
        },
      }),
    )
    return combine(...sources, ...targets)
  }, [root, drawn, onAsked])
}
