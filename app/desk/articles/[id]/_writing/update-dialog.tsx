'use client'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Written } from '#lib/articles/written.ts'
import { WrittenDifference } from './written-difference.tsx'

/** Asks once before something happens that readers see, or that throws something away. */
export function AskOnce({
  title,
  button,
  onYes,
  onClose,
  children,
}: {
  title: string
  button: string
  /** @returns why it was not done; empty when it was */
  onYes: () => Promise<string>
  onClose: () => void
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [fault, setFault] = useState('')
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="desk-dialog writing-dialog" aria-labelledby="ask-title" onClose={onClose}>
      <h2 id="ask-title">{title}</h2>
      {children}
      <p role="alert" className="field-error">
        {fault}
      </p>
      <p className="desk-row mt-4">
        <button
          type="button"
          className="button"
          disabled={isBusy}
          onClick={() => {
            setBusy(true)
            void onYes().then((why) => {
              setBusy(false)
              setFault(why)
              if (why === '') dialog.current?.close()
            })
          }}
        >
          {button}
        </button>
        <button type="button" className="button button-quiet" onClick={() => dialog.current?.close()}>
          Not now
        </button>
      </p>
    </dialog>
  )
}

/** What readers will see anew, and whether they are told. */
export function UpdateDialog({
  before,
  after,
  mayCorrect,
  slug,
  isScheduled,
  onUpdate,
  onClose,
}: {
  before: Written
  after: Written
  mayCorrect: boolean
  slug: string
  isScheduled: boolean
  onUpdate: (isQuiet: boolean) => Promise<string>
  onClose: () => void
}) {
  const [isQuiet, setQuiet] = useState(true)
  return (
    <AskOnce
      title={isScheduled ? 'Update the scheduled article' : 'Update the published article'}
      button={isScheduled ? 'Update it' : 'Update it now'}
      onYes={() => onUpdate(isQuiet)}
      onClose={onClose}
    >
      <div className="writing-changes">
        <WrittenDifference before={before} after={after} />
      </div>
      {!isScheduled && (
        <fieldset className="mt-3">
          <legend className="label font-semibold">What readers are told</legend>
          <label className="desk-choice">
            <input type="radio" name="told" checked={isQuiet} onChange={() => setQuiet(true)} />
            <span>A small change: keep the date</span>
          </label>
          <label className="desk-choice">
            <input type="radio" name="told" checked={!isQuiet} onChange={() => setQuiet(false)} />
            <span>Updated now: readers, feeds and search engines see the new date</span>
          </label>
        </fieldset>
      )}
      {mayCorrect && !isScheduled && (
        <p className="desk-intro">
          Was something wrong? <a href={`/desk/corrections/new?article=${slug}`}>A correction</a> says so to readers.
        </p>
      )}
    </AskOnce>
  )
}
