'use client'

import { useState } from 'react'
import { z } from 'zod'
import type { ShownPicture } from '#lib/articles/model.ts'
import type { Focus } from '#lib/pictures/model.ts'
import { FocusPicker } from '../../../_ui/focus-picker.tsx'

const refusalSchema = z.object({ message: z.string() })
const percent = z.coerce.number('Give a figure from 0 to 100.').int().min(0).max(100)
const pointSchema = z.object({ focusX: percent, focusY: percent })

/** What of the picture stays in sight where pages crop it. It is the picture's own, wherever that is shown. */
export function LeadFocus({
  pictureId,
  picture,
  onFocus,
}: {
  pictureId: string
  picture: ShownPicture
  /** Called once it is kept. */
  onFocus: (focus: Focus) => void
}) {
  const [faults, setFaults] = useState<Record<string, string>>({})
  const [said, setSaid] = useState('')
  const [isSaving, setSaving] = useState(false)
  const { focus } = picture

  async function save(form: FormData): Promise<void> {
    const read = pointSchema.safeParse(Object.fromEntries(form))
    setFaults({})
    if (!read.success) {
      setFaults(
        Object.fromEntries(read.error.issues.map(({ path }) => [path.join('.'), 'Give a figure from 0 to 100.'])),
      )
      return
    }
    setSaving(true)
    setSaid('')
    const why = await put(pictureId, { x: read.data.focusX, y: read.data.focusY })
    setSaving(false)
    setSaid(why || 'The focal point is kept. Every page that shows the picture follows.')
    if (why === '') onFocus({ x: read.data.focusX, y: read.data.focusY })
  }

  return (
    <details>
      <summary>Focal point</summary>
      <form
        noValidate
        aria-label="Focal point of the picture"
        className="mt-2"
        onSubmit={(event) => {
          event.preventDefault()
          void save(new FormData(event.currentTarget))
        }}
      >
        <FocusPicker
          picture={picture}
          typed={{ focusX: String(focus.x), focusY: String(focus.y) }}
          faults={faults}
          id="lead-picture"
        />
        <p className="desk-row mt-3">
          <button type="submit" className="button button-quiet" disabled={isSaving}>
            {isSaving ? 'Keeping …' : 'Keep this point'}
          </button>
          <output>{said}</output>
        </p>
      </form>
    </details>
  )
}

/** @returns why it was not kept; empty when it was */
async function put(pictureId: string, focus: Focus): Promise<string> {
  try {
    const response = await fetch(`/api/pictures/${pictureId}/focus`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(focus),
    })
    if (response.ok) return ''
    return refusalSchema.safeParse(await response.json()).data?.message ?? 'The server did not take it.'
  } catch {
    return 'This did not arrive. Please try it again in a moment.'
  }
}
