'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { ChosenPicture, LibraryItem } from '../pictures/_pictures/library-item.ts'
import { ChooserFacts } from '../_ui/picture-chooser-facts.tsx'
import { sendPicture, type Sent } from '../_ui/send-picture.ts'

/** Takes in pictures that were dropped on the text or pasted into it, one after the other, and asks for each one's rights. */
export function DroppedPictures({
  files,
  onPick,
  onEnd,
}: {
  files: readonly File[]
  onPick: (picture: ChosenPicture) => void
  /** @param fault why one was not taken, or nothing */
  onEnd: (fault: string) => void
}) {
  const [at, setAt] = useState(0)
  const [asked, setAsked] = useState<LibraryItem | null>(null)
  const dialog = useRef<HTMLDialogElement>(null)
  const file = files[at]

  const next = () => {
    setAsked(null)
    if (at + 1 < files.length) setAt(at + 1)
    else onEnd('')
  }
  const take = (item: LibraryItem) => {
    onPick(item)
    next()
  }
  const received = useEffectEvent((sent: Sent, name: string) => {
    if ('fault' in sent) onEnd(`${name}: ${sent.fault}`)
    else if ('picture' in sent && sent.picture.mayBeUsed && !sent.picture.isNew) take(sent.picture)
    else if ('picture' in sent) setAsked(sent.picture)
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
      onClose={() => onEnd('')}
    >
      <h2 id="dropped-pictures">{asked === null ? 'Taking the picture in' : 'Before it can be used'}</h2>
      {asked === null ? (
        <p className="desk-row mt-2">
          <progress aria-label={`Taking ${file?.name ?? 'it'} in`} /> {file?.name}
        </p>
      ) : (
        <ChooserFacts key={asked.id} item={asked} onBack={next} onSaid={take} />
      )}
    </dialog>
  )
}
