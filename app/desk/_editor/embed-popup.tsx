'use client'

import type { Editor } from '@tiptap/react'
import { useId, useState } from 'react'
import { FieldFault } from '#app/_ui/fields.tsx'
import { embedFor, embedProviders } from '#lib/articles/body/embed.ts'
import { Popup } from './popup.tsx'
import { putIn } from './put-in.ts'

const known = new Intl.ListFormat('en', { type: 'conjunction' }).format(embedProviders)

/** What of another site is put in, by its address. */
export function EmbedPopup({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [title, setTitle] = useState('')
  const [fault, setFault] = useState<string>()
  const id = useId()

  function submit(): void {
    const place = embedFor(typed)
    if (place === null) return setFault(`Nothing can be embedded from there. What can: ${known}.`)
    putIn(editor, { type: 'embed', attrs: { url: place.url, title: title.trim() } })
    onClose()
  }

  return (
    <Popup editor={editor} title="Embed" onSubmit={submit} onClose={onClose}>
      <label htmlFor={id} className="label font-semibold">
        Address of its page
      </label>
      <p id={`${id}-hint`} className="label text-soft">
        From {known}.
      </p>
      <input
        id={id}
        type="text"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        className="field mt-1"
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-hint ${id}-fault` : `${id}-hint`}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          setFault(undefined)
        }}
      />
      <FieldFault id={`${id}-fault`} text={fault} />
      <label htmlFor={`${id}-title`} className="label mt-3 block font-semibold">
        What it is
      </label>
      <p id={`${id}-title-hint`} className="label text-soft">
        Readers see this before they load it: The film in full, 12 minutes.
      </p>
      <input
        id={`${id}-title`}
        type="text"
        maxLength={300}
        className="field mt-1"
        aria-describedby={`${id}-title-hint`}
        value={title}
        onChange={({ target }) => setTitle(target.value)}
      />
      <div className="desk-row mt-3">
        <button type="submit" className="button">
          Embed it
        </button>
        <button type="button" className="button button-quiet" onClick={onClose}>
          Cancel
        </button>
      </div>
    </Popup>
  )
}
