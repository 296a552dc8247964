'use client'

import { useEffect, useState, type KeyboardEvent } from 'react'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import type { LibraryItem } from '../pictures/_pictures/library-item.ts'
import { foundSchema, type Found } from './picture-answers.ts'

const nothing: Found = { pictures: [], next: null }

/** Milliseconds without a key after which what is typed is searched for. */
const pause = 250

async function search(q: string, after: string | null, signal?: AbortSignal): Promise<Found> {
  const asked = new URLSearchParams({ q, ...(after !== null && { after }) })
  const response = await fetch(`/api/pictures?${asked}`, signal === undefined ? {} : { signal })
  if (!response.ok) throw new Error(`the library answered ${response.status}`)
  return foundSchema.parse(await response.json())
}

/** The library, narrowed by what is typed. Arrow keys move through it; Enter chooses. */
export function ChooserGrid({
  onChoose,
  isUsed,
}: {
  onChoose: (item: LibraryItem) => void
  isUsed: (id: string) => boolean
}) {
  const [q, setQ] = useState('')
  const [found, setFound] = useState<Found>(nothing)
  const [state, setState] = useState<'searching' | 'found' | 'failed'>('searching')

  useEffect(() => {
    const controller = new AbortController()
    const timer = setTimeout(
      () => {
        setState('searching')
        search(q, null, controller.signal)
          .then((answer) => {
            setFound(answer)
            setState('found')
          })
          .catch(() => {
            if (!controller.signal.aborted) setState('failed')
          })
      },
      q === '' ? 0 : pause,
    )
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [q])

  async function more(): Promise<void> {
    try {
      const answer = await search(q, found.next)
      setFound({ pictures: [...found.pictures, ...answer.pictures], next: answer.next })
    } catch {
      setState('failed')
    }
  }

  return (
    <>
      <label htmlFor="picture-chooser-q" className="label mt-4 block text-[0.9375rem] font-semibold">
        Search the library
      </label>
      <input
        id="picture-chooser-q"
        type="search"
        className="field mt-1.5"
        placeholder="Words of its text, caption, credit or file name"
        maxLength={200}
        value={q}
        onChange={({ currentTarget }) => setQ(currentTarget.value)}
      />
      <output className="label mt-1.5 block text-soft">{statusOf(state, found, q)}</output>
      <ul className="picture-chooser-grid">
        {found.pictures.map((item) => (
          <li key={item.id}>
            <button type="button" onClick={() => onChoose(item)} onKeyDown={moveBetween}>
              <DrawnPicture picture={{ ...item, alt: '' }} sizes="10rem" className="picture-chooser-thumb" />
              <span className="picture-chooser-name">{item.alt || item.fileName}</span>
              {item.reasons.length > 0 && !isUsed(item.id) && (
                <span className="picture-chooser-warning">It {item.reasons.join(', ')}.</span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {found.next !== null && (
        <button type="button" className="button button-quiet mt-3" onClick={() => void more()}>
          More
        </button>
      )}
    </>
  )
}

function statusOf(state: 'searching' | 'found' | 'failed', { pictures, next }: Found, q: string): string {
  if (state === 'searching') return 'Searching …'
  if (state === 'failed') return 'The library did not answer. Change what is typed, or close this and open it again.'
  if (pictures.length === 0)
    return q === ''
      ? 'The library is empty. Bring the first picture by the field above.'
      : 'No picture has these words. Fewer letters find more.'
  return `${pictures.length}${next === null ? '' : '+'} ${pictures.length === 1 ? 'picture' : 'pictures'}`
}

/** Left and right go to the neighbours, up and down to the rows. */
function moveBetween(event: KeyboardEvent<HTMLButtonElement>): void {
  const buttons = [...(event.currentTarget.closest('ul')?.querySelectorAll('button') ?? [])]
  const here = buttons.indexOf(event.currentTarget)
  const top = (button: HTMLElement | undefined) => button?.getBoundingClientRect().top ?? 0
  const perRow = Math.max(
    1,
    buttons.findIndex((button) => top(button) > top(buttons[0])),
  )
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -perRow, ArrowDown: perRow }
  const step = steps[event.key]
  if (step === undefined) return
  event.preventDefault()
  buttons[here + step]?.focus()
}
