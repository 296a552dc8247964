'use client'

import { useEffect, useRef, useState } from 'react'
import type { Written } from '#lib/articles/written.ts'
import type { WritingHere } from './here.ts'
import { WrittenDifference } from './written-difference.tsx'

/** Shows what came in since a form was sent, and takes it to the screen. */
export function LookFirst({ here: { writing, pressedWith } }: { here: WritingHere }) {
  const [shown, setShown] = useState<Written | null>(null)
  const [said, setSaid] = useState('')

  async function look(): Promise<void> {
    setSaid('')
    const isThere = await writing.catchUp()
    if (isThere) setShown(writing.snapshot().written)
    else setSaid('The server does not answer. Try again in a moment.')
  }

  return (
    <>
      <p className="desk-row">
        <button type="button" className="button button-quiet" onClick={() => void look()}>
          Look at it
        </button>
        <output>{said}</output>
      </p>
      {shown !== null && <CameIn before={pressedWith} after={shown} onClose={() => setShown(null)} />}
    </>
  )
}

function CameIn({ before, after, onClose }: { before: Written; after: Written; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="desk-dialog writing-dialog" aria-labelledby="came-in-title" onClose={onClose}>
      <h2 id="came-in-title">What was written meanwhile</h2>
      <div className="writing-changes">
        <WrittenDifference before={before} after={after} />
      </div>
      <p className="desk-intro">
        It is on your screen now. Nothing else was done: press again when it is as it should be.
      </p>
      <p className="desk-row mt-4">
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          Back to the article
        </button>
      </p>
    </dialog>
  )
}
