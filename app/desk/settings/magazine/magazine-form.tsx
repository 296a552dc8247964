'use client'

import { useState } from 'react'
import { FormMessage, SelectField, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { pictureFields, pictureIn } from '../../_ui/picture-fields.ts'
import { PictureField } from '../../_ui/picture-upload.tsx'
import { wasField } from '../was.ts'
import { saveMagazine } from './actions.ts'

interface Choice {
  value: string
  name: string
}

const lines = [
  { name: 'name', label: 'Name', hint: 'At the head of every page, in titles, mails and receipts.', maxLength: 60 },
  { name: 'tagline', label: 'Tagline', hint: 'Under the name on the front page and at the foot.', maxLength: 120 },
] as const

/** @param start with what the settings are, or what was typed and refused */
export function MagazineForm({ start, zones, locales }: { start: FormState; zones: Choice[]; locales: Choice[] }) {
  const [state, action] = useFormAnswer(saveMagazine, start)
  const { typed, fields, message } = state
  const [taken, setTaken] = useState({ since: state, picture: pictureIn(typed) })
  const [isSending, setSending] = useState(false)
  // What the form was answered with knows of any picture taken in before.
  const picture = taken.since === state ? taken.picture : pictureIn(typed)
  return (
    <form action={action} noValidate className="mt-4 max-w-2xl space-y-5">
      <FormMessage text={message} />
      <input type="hidden" name={wasField} value={typed[wasField]} />
      {Object.entries(pictureFields(picture)).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {lines.map(({ name, ...rest }) => (
        <TextField key={name} name={name} defaultValue={typed[name]} fault={fields[name]} {...rest} />
      ))}
      <TextArea
        name="description"
        label="Description"
        hint="What search engines and feeds say of it, in a sentence or two."
        rows={3}
        maxLength={300}
        defaultValue={typed.description}
        fault={fields.description}
      />
      <TextField
        name="publisher"
        label="Publisher"
        hint="At the foot of every page, on receipts and as the copyright of feeds."
        maxLength={160}
        defaultValue={typed.publisher}
        fault={fields.publisher}
      />
      <div>
        {picture && (
          <p className="mb-2">
            <DrawnPicture picture={{ ...picture, alt: 'The logo as it is now' }} sizes="20rem" className="logo" />
          </p>
        )}
        <PictureField
          label="Logo"
          hint="It stands at the head of every page instead of the name, and with the publisher in search engines. A wide one with little around it; in dark mode it keeps a light ground. Without one the name is set in type."
          fault={fields.picture}
          hasPicture={picture !== null}
          onSending={setSending}
          onTaken={(next) => setTaken({ since: state, picture: next })}
        />
        {picture && (
          <label className="desk-check mt-2">
            <input type="checkbox" name="withoutPicture" /> Without a logo
          </label>
        )}
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          name="timeZone"
          label="Time zone"
          chosen={typed.timeZone}
          options={zones}
          fault={fields.timeZone}
        />
        <SelectField
          name="locale"
          label="Dates and figures as in"
          chosen={typed.locale}
          options={locales}
          fault={fields.locale}
        />
      </div>
      <p className="label text-soft">
        Every time that readers and staff see is in this zone, and days, months and deadlines begin and end in it. What
        was published keeps its moment.
      </p>
      <SubmitButton waiting={isSending ? 'Taking the picture in …' : 'Saving …'} leaving={isSending}>
        Save
      </SubmitButton>
    </form>
  )
}
