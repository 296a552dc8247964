'use client'

import { useRef, useState } from 'react'
import { FieldFault } from '#app/_ui/fields.tsx'
import type { LibraryItem } from '../pictures/_pictures/library-item.ts'
import { sendPicture } from './send-picture.ts'

/** Brings a new picture, and says how far it is. */
export function ChooserUpload({ onTaken }: { onTaken: (item: LibraryItem & { isNew: boolean }) => void }) {
  const sending = useRef<AbortController>(null)
  const [part, setPart] = useState<number | null>(null)
  const [fault, setFault] = useState('')

  async function send(file: File): Promise<void> {
    const controller = new AbortController()
    sending.current = controller
    setFault('')
    setPart(0)
    const sent = await sendPicture(file, setPart, controller.signal)
    setPart(null)
    if ('picture' in sent) onTaken(sent.picture)
    else if ('fault' in sent) setFault(sent.fault)
  }

  return (
    <div className="picture-chooser-upload">
      <label htmlFor="picture-chooser-file" className="label text-[0.9375rem] font-semibold">
        Bring a new one
      </label>
      <input
        id="picture-chooser-file"
        type="file"
        accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
        className="field mt-1.5"
        disabled={part !== null}
        aria-invalid={fault === '' ? undefined : true}
        aria-describedby={fault === '' ? undefined : 'picture-chooser-fault'}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file) void send(file)
          currentTarget.value = ''
        }}
      />
      {part !== null && (
        <p className="desk-row mt-1.5">
          <progress aria-label="Sending the picture" max={1} value={part < 1 ? part : undefined} />
          <span>{part < 1 ? `${Math.round(part * 100)} %` : 'Making its sizes …'}</span>
          <button type="button" className="button-plain button" onClick={() => sending.current?.abort()}>
            Cancel
          </button>
        </p>
      )}
      <FieldFault id="picture-chooser-fault" text={fault} />
    </div>
  )
}
