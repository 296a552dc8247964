'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { ChosenPicture } from '../pictures/_pictures/library-item.ts'
import { ChooserFacts } from '../_ui/picture-chooser-facts.tsx'
import { sendPicture, type Sent } from '../_ui/send-picture.ts'
import { afterSending, atFirst, onward, type TakingIn } from './taking-in.ts'

/** Takes in pictures that were dropped on the text or pasted into it, one after the other, and asks for each one's rights. */
export function DroppedPictures({
  files,
  onPick,
  onEnd,
}: {
  files: readonly File[]
  onPick: (picture: ChosenPicture) => void
  /** @param fault why some were not taken, or nothing */
  onEnd: (fault: string) => void
}) {
  const [so, setSo] = useState(atFirst)
  const { at, asked, faults } = so
  const dialog = useRef<HTMLDialogElement>(null)
  const file = files[at]

  const go = (next: TakingIn) => {
    if (next.at < files.length) setSo(next)
    else onEnd(next.faults.join(' '))
  }
  const received = useEffectEvent((sent: Sent, name: string) => {
    const { next, taken } = afterSending(so, sent, name)
    if (taken !== null) onPick(taken)
    go(next)
  })

  useEffect(() => {
    dialog.current?.showModal()
  }, [])

  useEffect(() => {
    if (file === undefined) return
    const sending = new AbortController()
    void sendPicture(file, () => {}, sending.signal).then((sent) => {
      if (!sending.signal.aborted) received(sent, file.name)
    })
    return () => sending.abort()
  }, [file])

  return (
    <dialog
      ref={dialog}
      className="desk-dialog picture-chooser"
      aria-labelledby="dropped-pictures"
      onClose={() => onEnd(faults.join(' '))}
    >
      <h2 id="dropped-pictures">{asked === null ? 'Taking the picture in' : 'Before it can be used'}</h2>
      {asked === null ? (
        <p className="desk-row mt-2">
          <progress aria-label={`Taking ${file?.name ?? 'it'} in`} /> {file?.name}
        </p>
      ) : (
        <ChooserFacts
          key={asked.id}
          item={asked}
          onBack={() => go(onward(so))}
          onSaid={(item) => {
            onPick(item)
            go(onward(so))
          }}
        />
      )}
    </dialog>
  )
}
