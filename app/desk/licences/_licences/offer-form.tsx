'use client'

import { currencies } from '#lib/money.ts'
import { FieldFault, FormMessage, SelectField, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { offer } from '../actions.ts'
import { RadioFields } from './choice.tsx'

interface Props {
  /** What the form starts from: the usual terms, or what was refused a moment ago. */
  start: FormState
  article: string
  caseId: string
  submissionId: string
  /** The beginning of each block of the text. */
  blocks: string[]
  /** Whether the article is for everybody. */
  isPublic: boolean
}

/** The terms on which an article may be republished. */
export function OfferForm({ start, article, caseId, submissionId, blocks, isPublic }: Props) {
  const [{ typed, fields, message }, action] = useFormAnswer(offer, start)
  const field = (name: string) => ({ name, defaultValue: typed[name], fault: fields[name] })
  const places = blocks.map((text, index) => ({ value: String(index + 1), name: `${index + 1}. ${text || '———'}` }))
  return (
    <form action={action} noValidate className="max-w-xl space-y-5">
      <FormMessage text={message} />
      <input type="hidden" name="article" value={article} />
      <input type="hidden" name="case" value={caseId} />
      <input type="hidden" name="submissionId" value={submissionId} />
      {!isPublic && (
        <div>
          <label className="desk-check">
            <input type="checkbox" name="notPublicAnyway" defaultChecked={typed.notPublicAnyway === 'on'} /> License it
            all the same, though this article is for members
          </label>
          <FieldFault id="not-public-fault" text={fields.notPublicAnyway} />
        </div>
      )}
      <TextField {...field('licensee')} label="Licensee" hint="The company or person who will hold the licence." />
      <TextField {...field('publication')} label="Publication" hint="Where it will appear." />
      <TextField {...field('contactName')} label="Person to write to" />
      <TextField {...field('email')} type="email" label="E-mail address" hint="The terms go there." />
      <RadioFields
        name="terms"
        legend="Terms"
        chosen={typed.terms ?? 'free'}
        fault={fields.terms}
        options={[
          { value: 'free', name: 'Free with attribution.', meaning: 'The text is theirs when they accept.' },
          { value: 'fee', name: 'For a fee.', meaning: 'The text is theirs when the invoice is paid.' },
        ]}
      >
        <div className="desk-row mt-2 items-start">
          <TextField {...field('fee')} label="Fee" inputMode="decimal" className="max-w-40" />
          <SelectField
            name="currency"
            label="Currency"
            chosen={typed.currency}
            fault={fields.currency}
            options={currencies.map((code) => ({ value: code, name: code }))}
          />
        </div>
      </RadioFields>
      <RadioFields
        name="scope"
        legend="How much of it"
        chosen={typed.scope ?? 'whole'}
        fault={fields.scope}
        options={[
          { value: 'whole', name: 'The whole text,', meaning: 'without its pictures.' },
          { value: 'part', name: 'A part,', meaning: 'found again when the article is corrected:' },
        ]}
      >
        <div className="mt-2 space-y-3">
          <SelectField
            name="partFrom"
            label="From paragraph"
            chosen={typed.partFrom}
            fault={fields.partFrom}
            options={places}
          />
          <SelectField
            name="partTo"
            label="To paragraph"
            chosen={typed.partTo ?? String(places.length)}
            fault={fields.partTo}
            options={places}
          />
        </div>
      </RadioFields>
      <div className="desk-row items-start">
        <TextField {...field('territory')} label="Where" />
        <TextField {...field('language')} label="Language" />
      </div>
      <div className="desk-row items-start">
        <TextField {...field('validFrom')} type="date" label="First day" hint="Not to be published before." />
        <TextField {...field('validUntil')} type="date" label="Last day" hint="Empty: for good." />
      </div>
      <TextField {...field('creditLine')} label="Credit" hint="Stands under the text, before the link." />
      <label className="desk-check">
        <input type="checkbox" name="linkRequired" defaultChecked={typed.linkRequired === 'on'} /> The credit has to
        link to the article
      </label>
      <TextField
        {...field('offerDays')}
        label="Days to answer"
        inputMode="numeric"
        hint="After them the offer lapses."
        className="max-w-40"
      />
      <TextArea {...field('message')} label="A word with it" rows={4} hint="Stands in the mail. May be left empty." />
      <SubmitButton waiting="Offering …">Offer these terms</SubmitButton>
    </form>
  )
}
