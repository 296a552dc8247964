'use client'

import { useState } from 'react'
import { FieldFault, FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { PictureField } from '../../_ui/picture-upload.tsx'
import { saveAd } from '../actions.ts'
import { AdPreview } from './ad-preview.tsx'
import { pictureFields, pictureIn } from '../../_ui/picture-fields.ts'

interface Props {
  start: FormState
  id: string
  existing: boolean
  topics: { slug: string; name: string; adFree: boolean }[]
  timeZone: string
}

/** All that a house campaign is, with what it looks like in true size: live where there is JavaScript, by its button otherwise. */
export function AdForm({ start, id, existing, topics, timeZone }: Props) {
  const [state, action] = useFormAnswer(saveAd, start)
  const { typed, fields, message } = state
  const [now, setNow] = useState<Record<string, string>>({})
  const [taken, setTaken] = useState({ since: state, picture: pictureIn(typed) })
  const [isSending, setSending] = useState(false)
  // What the form was answered with knows of any picture taken in before.
  const picture = taken.since === state ? taken.picture : pictureIn(typed)
  const shown = (name: string) => now[name] ?? typed[name] ?? ''
  const field = (name: string) => ({ name, defaultValue: typed[name], fault: fields[name] })
  return (
    <form
      action={action}
      noValidate
      className="ad-form"
      onInput={({ target }) => {
        if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
          setNow({ ...now, [target.name]: target.value })
      }}
    >
      <div className="space-y-4">
        <FormMessage text={message} />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="existing" value={existing ? 'yes' : 'no'} />
        {Object.entries(pictureFields(picture)).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <PictureField
          fault={fields.picture}
          hasPicture={picture !== null}
          onSending={setSending}
          onTaken={(next) => setTaken({ since: state, picture: next })}
        />
        {picture && (
          <label className="desk-check">
            <input type="checkbox" name="withoutPicture" /> Without a picture
          </label>
        )}
        <TextField
          {...field('alt')}
          label="What the picture shows"
          maxLength={200}
          hint="For whoever does not see it. Empty when it adds nothing to the words."
        />
        <TextField {...field('advertiser')} label="Advertiser" maxLength={80} hint="Whose it is; readers are told." />
        <TextField {...field('headline')} label="Headline" maxLength={80} />
        <TextArea {...field('text')} label="Text" rows={3} maxLength={160} hint="A sentence or two, 160 characters." />
        <TextField {...field('link')} label="Link" type="url" hint="Where it leads: https:// and so on." />
        <div className="desk-row items-start">
          <TextField {...field('startsAt')} type="date" label="First day" />
          <TextField {...field('endsAt')} type="date" label="Last day" />
        </div>
        <p className="label text-soft">Days begin and end at midnight in {timeZone.replace('_', ' ')}.</p>
        <TextField
          {...field('weight')}
          label="Weight"
          inputMode="numeric"
          hint="From 1 to 100. One of weight 2 stands on twice as many pages as one of weight 1."
          className="max-w-64"
        />
        <div className="desk-row items-start">
          <TextField {...field('cap')} label="Cap, in all" inputMode="numeric" hint="Impressions; empty: none." />
          <TextField {...field('capPerDay')} label="Cap a day" inputMode="numeric" hint="Impressions; empty: none." />
        </div>
        <fieldset>
          <legend className="label text-[0.9375rem] font-semibold">Topics</legend>
          <p className="label text-soft">Articles on these, and their pages. None chosen: everywhere.</p>
          <div className="mt-1.5 grid grid-cols-2 gap-x-4">
            {topics.map(({ slug, name, adFree }) => (
              <label key={slug} className="flex min-h-8 items-center gap-2">
                <input type="checkbox" name={`topic.${slug}`} defaultChecked={typed[`topic.${slug}`] !== undefined} />
                <span>
                  {name}
                  {adFree && <span className="text-soft"> (free of advertising)</span>}
                </span>
              </label>
            ))}
          </div>
          <FieldFault id="topics-fault" text={fields.topicSlugs} />
        </fieldset>
        <div className="desk-row">
          <SubmitButton waiting={isSending ? 'Taking the picture in …' : 'Saving …'} leaving={isSending}>
            {existing ? 'Save the changes' : 'Begin this campaign'}
          </SubmitButton>
          <button type="submit" name="intent" value="preview" className="button button-quiet">
            Show it
          </button>
        </div>
      </div>
      <section aria-label="How it will look">
        <AdPreview
          ad={{
            advertiser: shown('advertiser') || 'Advertiser',
            headline: shown('headline') || 'Headline',
            text: shown('text'),
            link: shown('link').startsWith('https://') ? shown('link') : '#',
            alt: shown('alt'),
            picture,
          }}
        />
      </section>
    </form>
  )
}
