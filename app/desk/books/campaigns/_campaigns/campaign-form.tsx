'use client'

import { useState } from 'react'
import type { Currency } from '#lib/money.ts'
import { FieldFault, FormMessage, SelectField, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { sendKeeping } from '#app/_ui/use-leaving.ts'
import { pictureFields, pictureIn } from '../../../_ui/picture-fields.ts'
import { PictureField } from '../../../_ui/picture-upload.tsx'
import { keepCampaign } from '../actions.ts'
import { AmountTable } from './amount-table.tsx'
import { ZoneFields } from './zone-fields.tsx'

interface Props {
  start: FormState
  id: string
  currencies: Currency[]
  timeZone: string
  isPublished: boolean
}

const signings = [
  ['signed', 'Signed by the author'],
  ['dedicated', 'Signed, with a dedication the donor chooses'],
  ['numbered', 'Signed and numbered'],
] as const

/** All that a campaign is. */
export function CampaignForm({ start, id, currencies, timeZone, isPublished }: Props) {
  const [state, action] = useFormAnswer(keepCampaign, start)
  const { typed, fields, message } = state
  const [picture, setPicture] = useState(() => pictureIn(start.typed))
  const [isSending, setSending] = useState(false)
  const field = (name: string) => ({
    name,
    defaultValue: typed[name],
    ...(fields[name] ? { fault: fields[name] } : {}),
  })
  return (
    <form action={action} onSubmit={sendKeeping(action)} noValidate className="mt-4 max-w-3xl space-y-8">
      <FormMessage text={message} />
      <input type="hidden" name="id" value={id} />
      {Object.entries(pictureFields(picture)).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}

      <fieldset className="min-w-0 space-y-4">
        <legend className="text-lg font-semibold">The book</legend>
        <TextField {...field('bookTitle')} label="Title" maxLength={120} />
        <TextField {...field('bookAuthor')} label="Author" maxLength={120} />
        <TextArea {...field('bookDescription')} label="Description" rows={6} maxLength={3000} />
        <div className="desk-row items-start">
          <TextField {...field('isbn')} label="ISBN" hint="Thirteen figures; may stay empty." />
          <TextField {...field('format')} label="Format" hint="Hardback, 312 pages." maxLength={120} />
        </div>
        <PictureField
          label="Cover"
          hint="The book as readers see it."
          fault={fields.picture}
          hasPicture={picture !== null}
          onSending={setSending}
          onTaken={setPicture}
        />
        <fieldset>
          <legend className="label text-[0.9375rem] font-semibold">What “signed” means here</legend>
          {signings.map(([value, name]) => (
            <label key={value} className="desk-check">
              <input type="radio" name="signing" value={value} defaultChecked={typed.signing === value} /> {name}
            </label>
          ))}
          <FieldFault id="signing-fault" text={fields.signing} />
        </fieldset>
      </fieldset>

      <fieldset className="min-w-0 space-y-4">
        <legend className="text-lg font-semibold">Copies and days</legend>
        <div className="desk-row items-start">
          <TextField {...field('stock')} label="Copies" inputMode="numeric" hint="How many there are to give." />
          <TextField {...field('perDonor')} label="For each donor" inputMode="numeric" hint="At most so many." />
        </div>
        <div className="desk-row items-start">
          <TextField {...field('startsAt')} type="date" label="First day" />
          <TextField {...field('endsAt')} type="date" label="Last day" />
        </div>
        <p className="label text-soft">Days begin and end at midnight in {timeZone.replace('_', ' ')}.</p>
      </fieldset>

      <fieldset className="min-w-0 space-y-4">
        <legend className="text-lg font-semibold">Which gifts bring it</legend>
        <p className="label text-soft">
          In each currency, the least that qualifies; empty where it does not. Postage is no part of it.
        </p>
        <AmountTable
          currencies={currencies}
          columns={[
            ['onceFrom', 'Once, from'],
            ['yearFrom', 'A year, from'],
            ['monthFrom', 'A month, from'],
            ['bookValue', 'Value of the book'],
          ]}
          typed={typed}
          fields={fields}
        />
        <TextField
          {...field('monthPayments')}
          label="Monthly payments that earn it"
          inputMode="numeric"
          hint="The copy is kept from the first."
          className="max-w-64"
        />
        <div className="desk-row items-start">
          <TextField
            {...field('copyCost')}
            label="What a copy costs you"
            hint="For the figures; readers never see it."
          />
          <SelectField
            name="copyCostCurrency"
            label="In"
            chosen={typed.copyCostCurrency || currencies[0]}
            options={currencies.map((currency) => ({ value: currency, name: currency }))}
          />
        </div>
      </fieldset>

      <ZoneFields currencies={currencies} typed={typed} fields={fields} />

      <fieldset className="min-w-0 space-y-4">
        <legend className="text-lg font-semibold">Customs</legend>
        <div className="desk-row items-start">
          <TextField {...field('hsCode')} label="HS code" hint="Printed books: 4901.99" />
          <TextField
            {...field('originCountry')}
            label="Country of origin"
            hint="Two letters, such as GB"
            maxLength={2}
          />
          <TextField {...field('weightGrams')} label="Weight, grams" inputMode="numeric" hint="Packed." />
        </div>
      </fieldset>

      <fieldset className="min-w-0 space-y-4">
        <legend className="text-lg font-semibold">Words</legend>
        <TextField
          {...field('slug')}
          label="Address"
          hint={
            isPublished ? 'Readers know it; it stays as it is.' : 'The page is /books/ and this: the-patience-of-mud'
          }
          readOnly={isPublished}
        />
        <TextArea {...field('offer')} label="The banner’s sentence" rows={2} maxLength={200} />
        <fieldset>
          <legend className="label text-[0.9375rem] font-semibold">The banner is shown in</legend>
          <label className="desk-check">
            <input type="checkbox" name="banner.standard" defaultChecked={typed['banner.standard'] === 'on'} /> the
            standard edition, with advertising
          </label>
          <label className="desk-check">
            <input type="checkbox" name="banner.supporter" defaultChecked={typed['banner.supporter'] === 'on'} /> the
            supporters’ edition
          </label>
        </fieldset>
        <TextArea {...field('pageText')} label="The page’s text" rows={6} maxLength={4000} />
      </fieldset>
      <SubmitButton waiting={isSending ? 'Taking the cover in …' : 'Saving …'} leaving={isSending}>
        Save
      </SubmitButton>
    </form>
  )
}
