'use client'

import { useState } from 'react'
import { FormMessage } from '#app/_ui/fields.tsx'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import type { LibraryItem } from '../pictures/_pictures/library-item.ts'
import { saidSchema, type Refused } from './picture-answers.ts'
import { PictureFactsFields } from './picture-facts-fields.tsx'

/** Asks for what a picture lacks before it may be used, or says why it may not be. */
export function ChooserFacts({
  item,
  onBack,
  onSaid,
}: {
  item: LibraryItem
  onBack: () => void
  /** Called when it may be used. */
  onSaid: (item: LibraryItem) => void
}) {
  const [refused, setRefused] = useState<Refused | null>(null)
  const [isSaving, setSaving] = useState(false)

  async function save(form: FormData): Promise<void> {
    setSaving(true)
    const typed = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
    try {
      const response = await fetch(`/api/pictures/${item.id}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...item.facts, ...typed }),
      })
      const answer = saidSchema.parse(await response.json())
      if ('message' in answer) setRefused(answer)
      else if (answer.mayBeUsed) onSaid(answer)
      else setRefused(stillLacking(answer, Object.fromEntries(form)))
    } catch {
      setRefused({ message: 'This did not arrive. Please try it again in a moment.', fields: {} })
    }
    setSaving(false)
  }

  return (
    <form
      noValidate
      className="picture-chooser-facts"
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        void save(new FormData(event.currentTarget))
      }}
    >
      <div>
        <DrawnPicture picture={{ ...item, alt: item.alt || item.fileName }} sizes="20rem" className="h-auto w-full" />
        <p className="label mt-2 break-words text-soft">{item.fileName}</p>
      </div>
      <div className="space-y-4">
        <FormMessage text={refused?.message ?? ''} />
        {refused === null && item.reasons.length > 0 && <p>It {item.reasons.join(', ')}.</p>}
        <PictureFactsFields typed={item.facts} faults={refused?.fields ?? {}} prefix="picture-chooser" />
        <div className="desk-row">
          <button type="submit" className="button" disabled={isSaving}>
            {isSaving ? 'Saving …' : 'Save and use it'}
          </button>
          <button type="button" className="button button-quiet" onClick={onBack}>
            Choose another
          </button>
        </div>
      </div>
    </form>
  )
}

/** What was saved is kept; what is still missing is said beside its field. */
function stillLacking({ reasons }: LibraryItem, typed: Record<string, FormDataEntryValue>): Refused {
  const isEmpty = (name: string) => !typed[name]
  const isCommons = typed.licence === 'creative_commons'
  return {
    message: `Saved, but it may not be used yet: it ${reasons.join(', ')}.`,
    fields: {
      ...(isEmpty('credit') && { credit: 'Say who made it.' }),
      ...(isEmpty('licence') && { licence: 'Say by which right it is shown.' }),
      ...(isCommons && isEmpty('licenceNote') && { licenceNote: 'Say which licence: CC BY 4.0, for example.' }),
      ...(isCommons && isEmpty('sourceUrl') && { sourceUrl: 'Give the address it comes from.' }),
    },
  }
}
