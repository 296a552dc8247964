'use client'

import { useState } from 'react'
import type { ShownPicture } from '#lib/articles/model.ts'
import type { Written } from '#lib/articles/written.ts'
import { TextArea, TextField } from '#app/_ui/fields.tsx'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import { PictureChooser } from '../../../_ui/picture-chooser.tsx'
import { LeadFocus } from './lead-focus.tsx'

/** The picture at the article's head, and the article's own words for it, where the picture's do not serve. */
export function LeadPicture({
  written,
  pictures,
  onChange,
}: {
  written: Written
  pictures: Readonly<Record<string, ShownPicture>>
  onChange: (patch: Partial<Written>) => void
}) {
  const [isChoosing, setChoosing] = useState(false)
  const [chosen, setChosen] = useState<Readonly<Record<string, ShownPicture>>>({})
  const { pictureId } = written
  const picture = pictureId === null ? undefined : (chosen[pictureId] ?? pictures[pictureId])
  return (
    <div className="space-y-3">
      {picture && (
        <DrawnPicture
          picture={{ ...picture, alt: written.pictureAlt || picture.alt }}
          sizes="22rem"
          className="h-auto w-full"
        />
      )}
      <p className="desk-row">
        <button id="picture" type="button" className="button button-quiet" onClick={() => setChoosing(true)}>
          {pictureId === null ? 'Choose a picture' : 'Choose another'}
        </button>
        {pictureId !== null && (
          <button type="button" className="button-plain" onClick={() => onChange({ pictureId: null })}>
            Take it off
          </button>
        )}
      </p>
      {pictureId !== null && picture && (
        <LeadFocus
          key={pictureId}
          pictureId={pictureId}
          picture={{ ...picture, alt: picture.alt || 'The picture' }}
          onFocus={(focus) => setChosen({ ...chosen, [pictureId]: { ...picture, focus } })}
        />
      )}
      {pictureId !== null && (
        <>
          <TextArea
            name="pictureAlt"
            label="What it shows, for those who do not see it"
            rows={2}
            maxLength={1000}
            value={written.pictureAlt}
            placeholder={picture?.alt}
            onChange={(event) => onChange({ pictureAlt: event.target.value })}
          />
          <TextArea
            name="pictureCaption"
            label="Caption"
            rows={2}
            maxLength={1000}
            value={written.pictureCaption}
            placeholder={picture?.caption}
            onChange={(event) => onChange({ pictureCaption: event.target.value })}
          />
        </>
      )}
      <TextField
        name="pictureCredit"
        label="Credit"
        maxLength={300}
        value={written.pictureCredit}
        placeholder={picture?.credit}
        onChange={(event) => onChange({ pictureCredit: event.target.value })}
      />
      <PictureChooser
        open={isChoosing}
        onClose={() => setChoosing(false)}
        alreadyUsed={pictureId === null ? [] : [pictureId]}
        onPick={({ id, ...shown }) => {
          setChosen({ ...chosen, [id]: shown })
          onChange({ pictureId: id, pictureAlt: '', pictureCaption: '', pictureCredit: '' })
        }}
      />
    </div>
  )
}
