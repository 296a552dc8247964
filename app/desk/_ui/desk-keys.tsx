'use client'

import { useEffect, useRef, useState, useSyncExternalStore } from 'react'

const keys = [
  ['/', 'Search'],
  ['j', 'Next row'],
  ['k', 'Row before'],
  ['Enter', 'Open the row'],
  ['?', 'This list'],
] as const

/** Single letters can be struck by accident, or by a voice: they can be turned off (WCAG 2.1.4). */
const storedChoice = 'desk-keys'

/**
 * The desk by keyboard. Rows are moved through by focusing the first link of each, so Enter opens it as it opens any
 * link; without this script Tab does the same.
 */
export function DeskKeys() {
  const dialog = useRef<HTMLDialogElement>(null)
  // Null until the script is there: no key does anything before, and the button says so.
  const on = useSyncExternalStore(onChoice, chosen, () => null)
  const [ofPage, setOfPage] = useState<KeyMeaning[]>([])

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!on || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === '?') {
        setOfPage(keysOfPage())
        dialog.current?.showModal()
      } else if (event.key === '/') document.querySelector<HTMLElement>('[data-desk-search]')?.focus()
      else if (event.key === 'j') moveRow(1)
      else if (event.key === 'k') moveRow(-1)
      else if (!pressOnPage(event.key)) return
      event.preventDefault()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [on])

  return (
    <>
      <button
        type="button"
        className="desk-keys-button"
        disabled={on === null}
        onClick={() => {
          setOfPage(keysOfPage())
          dialog.current?.showModal()
        }}
      >
        Keyboard
      </button>
      <dialog ref={dialog} className="desk-dialog" aria-labelledby="desk-keys-title">
        <h2 id="desk-keys-title">By keyboard</h2>
        <dl>
          {[...keys, ...ofPage].map(([key, meaning]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <label className="desk-check">
          <input type="checkbox" checked={on ?? true} onChange={(event) => choose(event.target.checked)} /> Keys are on
        </label>
        <form method="dialog">
          <button type="submit" className="button button-quiet">
            Close
          </button>
        </form>
      </dialog>
    </>
  )
}

type KeyMeaning = readonly [key: string, meaning: string]

/** A page gives a key to a button, a box or a fold by naming both: data-desk-key, data-desk-key-name. */
function keysOfPage(): KeyMeaning[] {
  const found = new Map<string, string>()
  for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-desk-key]'))
    if (dataset.deskKey && dataset.deskKeyName) found.set(dataset.deskKey, dataset.deskKeyName)
  // What hears its keys by itself, a text that is written say, has them shown.
  for (const element of document.querySelectorAll<HTMLElement>('[data-shown-keys]'))
    found.set(element.dataset.shownKeys ?? '', element.ariaLabel ?? '')
  return [...found]
}

/** Presses what has that key in the row that is moved to; or, where it stands in no row, on the page. */
function pressOnPage(key: string): boolean {
  if (key.length !== 1) return false
  const row = document.activeElement?.closest('[data-desk-row]')
  const keyed = [...document.querySelectorAll<HTMLElement>(`[data-desk-key="${CSS.escape(key)}"]`)]
  const target = keyed.find((one) => row?.contains(one)) ?? keyed.find((one) => one.closest('[data-desk-row]') === null)
  if (!target) return false
  // Where the button is drawn by another component, the key is given to what stands around it.
  const button = target.localName === 'span' ? target.querySelector('button') : null
  ;(button ?? target).click()
  if (target.localName === 'summary')
    target.parentElement?.querySelector<HTMLElement>('select, input:not([type=hidden]), textarea')?.focus()
  return true
}

function chosen(): boolean {
  return localStorage.getItem(storedChoice) !== 'off'
}

function choose(on: boolean): void {
  localStorage.setItem(storedChoice, on ? 'on' : 'off')
  // The browser tells other tabs of it, not this one.
  dispatchEvent(new StorageEvent('storage', { key: storedChoice }))
}

function onChoice(changed: () => void): () => void {
  addEventListener('storage', changed)
  return () => removeEventListener('storage', changed)
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  // For a moment after a dialog closes the keys still go to what had the focus in it.
  if (target.closest('dialog:not([open])')) return false
  return target.closest('input, textarea, select, dialog, [contenteditable]') !== null
}

function moveRow(step: 1 | -1): void {
  const links = [...document.querySelectorAll('[data-desk-row]')].flatMap((row) => {
    const link = row.querySelector('a')
    return link ? [link] : []
  })
  const current = links.findIndex((link) => link.closest('[data-desk-row]')?.contains(document.activeElement))
  const next = current === -1 ? (step === 1 ? 0 : links.length - 1) : current + step
  links[Math.max(0, Math.min(links.length - 1, next))]?.focus()
}
