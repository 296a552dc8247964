'use client'

import { useState } from 'react'
import { FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { pictureFields, pictureIn } from '../../_ui/picture-fields.ts'
import { PictureField } from '../../_ui/picture-upload.tsx'
import { save } from '../actions.ts'

/** All that is known of a credited writer. @param id of the one there is already */
export function AuthorForm({ start, id }: { start: FormState; id: string | null }) {
  const [state, action] = useFormAnswer(save, start)
  const { typed, fields, message } = state
  const [taken, setTaken] = useState({ since: state, picture: pictureIn(typed) })
  const [isSending, setSending] = useState(false)
  // What the form was answered with knows of any picture taken in before.
  const picture = taken.since === state ? taken.picture : pictureIn(typed)
  return (
    <form action={action} noValidate className="mt-4 max-w-2xl space-y-5">
      <FormMessage text={message} />
      {id !== null && <input type="hidden" name="id" value={id} />}
      {Object.entries(pictureFields(picture)).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextField
        name="name"
        label="Name"
        hint="As it stands in bylines."
        maxLength={120}
        defaultValue={typed.name}
        fault={fields.name}
        className="max-w-md"
      />
      <TextField
        name="slug"
        label="Address"
        hint={
          id === null
            ? 'After /authors/. Empty: made from the name.'
            : 'After /authors/. The address of before leads to the new one.'
        }
        maxLength={120}
        defaultValue={typed.slug}
        fault={fields.slug}
        className="max-w-md"
      />
      <TextArea
        name="biography"
        label="Biography"
        hint="A sentence or two, after each article and on the author’s page."
        rows={4}
        maxLength={1000}
        defaultValue={typed.biography}
        fault={fields.biography}
      />
      <div className="flex flex-wrap items-start gap-5">
        {picture && (
          <DrawnPicture
            picture={{ ...picture, alt: 'The portrait as it is now' }}
            sizes="7rem"
            className="size-28 flex-none rounded-full object-cover"
          />
        )}
        <div className="min-w-0 flex-1 basis-72">
          <PictureField
            label="Portrait"
            hint="Shown round. It may stay empty."
            fault={fields.picture}
            hasPicture={picture !== null}
            onSending={setSending}
            onTaken={(next) => setTaken({ since: state, picture: next })}
          />
          {picture && (
            <label className="desk-check mt-2">
              <input type="checkbox" name="withoutPicture" /> Without a portrait
            </label>
          )}
        </div>
      </div>
      <SubmitButton waiting={isSending ? 'Taking the picture in …' : 'Saving …'} leaving={isSending}>
        {id === null ? 'Make this author' : 'Save'}
      </SubmitButton>
    </form>
  )
}
