'use client'

import { useState } from 'react'
import type { Tier } from '#lib/membership/model.ts'
import type { Currency } from '#lib/money.ts'
import { FieldFault, FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { notCharged, useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { sendKeeping, useLeaving } from '#app/_ui/use-leaving.ts'
import { give } from './actions.ts'

const tierNames = { supporter: 'Supporter', patron: 'Patron' } as const
const tierGives = {
  supporter: 'No advertising, a voice in the comments, supporters’ articles',
  patron: 'All of that, a patron’s badge and patrons’ articles',
} as const

/** What the form starts with: what was typed before, or what is known of the giver. */
export interface GiftFields {
  tier: Tier | ''
  giverName: string
  recipientName: string
  recipientEmail: string
  deliverOn: string
  message: string
}

interface Props {
  /** Refused a moment ago, or empty. */
  start: FormState
  /** A UUID; the same form sent twice is one gift. */
  formId: string
  currency: Currency
  /** What can be given, each with its price in words. */
  offers: { tier: Tier; price: string }[]
  lasts: string
  first: GiftFields
  /** Days as browsers write them. */
  days: { today: string; last: string }
}

/** A plain form: it works without JavaScript, and what was refused stays typed. */
export function GiftForm({ start, formId: firstFormId, currency, offers, lasts, first, days }: Props) {
  const [state, action, sending] = useFormAnswer(give, start, notCharged)
  // The form stays one when its page is rendered again beneath it, as an action that sets a cookie makes Next do.
  const [formId] = useState(firstFormId)
  const order = state.typed.order
  const leaving = useLeaving(state, order === undefined ? undefined : `/donate/gift?${new URLSearchParams({ order })}`)
  const typed = { ...first, ...state.typed }
  return (
    <form action={action} onSubmit={sendKeeping(action)} noValidate className="mt-8">
      <FormMessage text={state.message} />
      <input type="hidden" name="formId" value={formId} />
      <input type="hidden" name="currency" value={currency} />

      <fieldset aria-describedby={state.fields.tier ? 'tier-fault' : undefined}>
        <legend className="text-2xl font-semibold">Which membership?</legend>
        <div className="mt-3 grid gap-2.5 sm:grid-cols-2">
          {offers.map(({ tier, price }) => (
            <label key={tier} className="choice flex-col gap-0.5 px-4 py-4 text-center">
              <input type="radio" name="tier" value={tier} defaultChecked={typed.tier === tier} className="sr-only" />
              <span className="font-plain font-semibold">{tierNames[tier]}</span>
              <span className="text-4xl">{price}</span>
              <span className="label text-soft">for {lasts}</span>
              <span className="label mt-1 text-balance text-soft">{tierGives[tier]}</span>
            </label>
          ))}
        </div>
        <FieldFault id="tier-fault" text={state.fields.tier && 'Choose one of the two.'} />
      </fieldset>

      <fieldset className="mt-10 space-y-5">
        <legend className="text-2xl font-semibold">For whom, and from whom?</legend>
        <TextField
          name="recipientName"
          label="Their name"
          autoComplete="off"
          maxLength={80}
          defaultValue={typed.recipientName}
          fault={state.fields.recipientName}
          className="mt-3"
        />
        <TextField
          name="recipientEmail"
          type="email"
          inputMode="email"
          label="Their e-mail address"
          autoComplete="off"
          maxLength={254}
          defaultValue={typed.recipientEmail}
          fault={state.fields.recipientEmail}
        />
        <TextField
          name="giverName"
          label="Your name, as they know you"
          autoComplete="name"
          maxLength={80}
          defaultValue={typed.giverName}
          fault={state.fields.giverName}
        />
      </fieldset>

      <fieldset className="mt-10 space-y-5">
        <legend className="text-2xl font-semibold">When, and with what words?</legend>
        <TextField
          name="deliverOn"
          type="date"
          label="Day of delivery"
          hint="Today it goes out as soon as it is paid; on another day, in the morning."
          min={days.today}
          max={days.last}
          defaultValue={typed.deliverOn}
          fault={state.fields.deliverOn}
          className="mt-3 max-w-72"
        />
        <TextArea
          name="message"
          label="Message"
          hint="At most 500 characters; it may stay empty."
          rows={4}
          maxLength={500}
          defaultValue={typed.message}
          fault={state.fields.message}
        />
      </fieldset>

      <p className="mt-7">
        <SubmitButton waiting="One moment …" leaving={sending || leaving}>
          Continue to payment
        </SubmitButton>
      </p>
    </form>
  )
}
