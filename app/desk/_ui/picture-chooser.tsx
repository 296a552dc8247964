'use client'

import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { createPortal } from 'react-dom'
import type { ChosenPicture, LibraryItem } from '../pictures/_pictures/library-item.ts'
import { ChooserFacts } from './picture-chooser-facts.tsx'
import { ChooserGrid } from './picture-chooser-grid.tsx'
import { ChooserUpload } from './picture-chooser-upload.tsx'
import './picture-chooser.css'

interface Props {
  open: boolean
  onClose: () => void
  /** What was chosen; the chooser has asked for whatever was missing. */
  onPick: (picture: ChosenPicture) => void
  /** Pictures that stand in the article already: they may stay, whatever has become of their licence. */
  alreadyUsed?: readonly string[]
}

/**
 * A window on the library: search, choose, or bring a new picture, whose credit and licence are asked for here and now.
 * Stands beside the forms of its page, wherever it is written: HTML has no forms in forms.
 */
export function PictureChooser({ open, ...rest }: Props) {
  if (!open) return null
  return createPortal(<ChooserDialog {...rest} />, document.querySelector('.desk') ?? document.body)
}

function ChooserDialog({ onClose, onPick, alreadyUsed = [] }: Omit<Props, 'open'>) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [asked, setAsked] = useState<LibraryItem | null>(null)

  useEffect(() => {
    dialog.current?.showModal()
  }, [])

  function choose(item: LibraryItem): void {
    if (!item.mayBeUsed && !alreadyUsed.includes(item.id)) return setAsked(item)
    const { id, contentHash, width, height, colour, alt, caption, credit, focus } = item
    onPick({ id, contentHash, width, height, colour, alt, caption, credit, focus })
    dialog.current?.close()
  }

  return (
    // What is typed and sent here is nothing to the form that the chooser is opened from: React would tell it.
    <dialog
      ref={dialog}
      className="desk-dialog picture-chooser"
      aria-labelledby="picture-chooser-title"
      onClose={onClose}
      onSubmit={stop}
      onInput={stop}
      onChange={stop}
      onKeyDown={stop}
    >
      <div className="desk-row justify-between">
        <h2 id="picture-chooser-title">{asked === null ? 'Choose a picture' : 'Before it can be used'}</h2>
        <button type="button" className="button button-quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      {asked === null ? (
        <>
          <ChooserUpload onTaken={(item) => (item.mayBeUsed && !item.isNew ? choose(item) : setAsked(item))} />
          <ChooserGrid onChoose={choose} isUsed={(id) => alreadyUsed.includes(id)} />
        </>
      ) : (
        <ChooserFacts item={asked} onBack={() => setAsked(null)} onSaid={choose} />
      )}
    </dialog>
  )
}

function stop(event: { stopPropagation: () => void } | KeyboardEvent): void {
  event.stopPropagation()
}
