'use client'

import { createPortal } from 'react-dom'
import type { WritingHere } from './here.ts'
import { LookFirst } from './look-first.tsx'
import type { Held } from './use-leaving-page.ts'

/** Beside the button of a form that was not sent: why, and what is to be done first. */
export function HeldForm({ held, here }: { held: Held; here: WritingHere }) {
  const { form, why } = held
  const isOnItsWay = why === 'sending'
  return createPortal(
    <div className="writing-held" data-tone={isOnItsWay ? undefined : 'bad'} role={isOnItsWay ? 'status' : 'alert'}>
      <p>{words[why]}</p>
      {why === 'conflict' && (
        <p>
          <a href="#conflict">Look at both</a>
        </p>
      )}
      {why === 'met' && <LookFirst here={here} />}
    </div>,
    form,
  )
}

const notThere = 'Nothing was done: what you wrote has not reached the server. It is sent as soon as that answers;'

const words: Record<Held['why'], string> = {
  sending: 'What you wrote is sent first …',
  waiting: `${notThere} then press again.`,
  saving: `${notThere} then press again.`,
  unreachable: `${notThere} then press again.`,
  'signed out': 'Nothing was done: you were signed out. Sign in in another tab, then press again.',
  refused: 'Nothing was done: what you wrote could not be saved. Beside “Not saved”, above the text, it says why.',
  conflict: 'Nothing was done: two have written here, and what is to stand is not chosen yet.',
  met: 'Nothing was done: meanwhile another wrote here, too. Theirs stands with yours on the screen now.',
}
