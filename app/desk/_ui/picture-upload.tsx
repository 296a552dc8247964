'use client'

import { useState } from 'react'
import { FieldFault } from '#app/_ui/fields.tsx'
import { sendPicture } from './send-picture.ts'

/** As app/api/pictures answers. */
export interface TakenPicture {
  id: string
  contentHash: string
  width: number
  height: number
}

const formId = 'picture-upload'

/**
 * The form that a picture goes by, beside the form it is for: HTML has no forms in forms, so the field below names it.
 * @param to the page it is on
 */
export function PictureUploadForm({ to }: { to: string }) {
  return (
    <form id={formId} action="/api/pictures" method="post" encType="multipart/form-data">
      <input type="hidden" name="to" value={to} />
    </form>
  )
}

interface Props {
  /** What the picture is. */
  label?: string
  hint?: string
  /** What was wrong with the picture that was sent. */
  fault: string | undefined
  /** Whether there is one already. */
  hasPicture: boolean
  onSending: (isSending: boolean) => void
  onTaken: (picture: TakenPicture) => void
}

/** Where a picture is chosen. It is sent as it is chosen; without JavaScript by its button, which loads the page anew. */
export function PictureField({
  label = 'Picture',
  hint = 'It may stay empty.',
  fault: faultBefore,
  hasPicture,
  onSending,
  onTaken,
}: Props) {
  const [isSending, setSending] = useState(false)
  const [fault, setFault] = useState(faultBefore)

  async function send(file: File): Promise<void> {
    setSending(true)
    onSending(true)
    setFault(undefined)
    const sent = await sendPicture(file, () => {})
    if ('picture' in sent) onTaken(sent.picture)
    else if ('fault' in sent) setFault(sent.fault)
    setSending(false)
    onSending(false)
  }

  return (
    <div>
      <label htmlFor="picture" className="label text-[0.9375rem] font-semibold">
        {label}
      </label>
      <p id="picture-hint" className="label text-soft">
        JPEG, PNG, WebP, AVIF or GIF, up to 25 MB. {hint}
        {hasPicture && ' The one chosen before is kept unless another is chosen here.'}
      </p>
      <input
        id="picture"
        name="picture"
        type="file"
        form={formId}
        accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
        className="field mt-1.5"
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? 'picture-hint picture-fault' : 'picture-hint'}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) void send(file)
        }}
      />
      <output className="label block text-soft">{isSending && 'Taking the picture in …'}</output>
      <FieldFault id="picture-fault" text={fault} />
      <noscript>
        <p className="label text-soft">Take it in first: what is typed below is not kept.</p>
        <button type="submit" form={formId} className="button button-quiet mt-1.5">
          Take this picture in
        </button>
      </noscript>
    </div>
  )
}
