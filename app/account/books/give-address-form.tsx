'use client'

import type { Address } from '#lib/books/address/model.ts'
import type { AddressForm } from '#lib/books/address/rules.ts'
import { AddressFields } from '#app/_ui/address-fields.tsx'
import { FormMessage } from '#app/_ui/fields.tsx'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { sayAddress } from './parcel-actions.ts'

/** Where the book goes, within the country that was chosen with the gift. */
export function GiveAddressForm({
  start,
  id,
  address,
  country,
  form,
}: {
  start: FormState
  id: string
  address: Address | null
  country: string
  form: AddressForm
}) {
  const isMine = start.typed.id === id
  const [{ message, fields, typed }, action] = useFormAnswer(sayAddress, isMine ? start : emptyForm)
  return (
    <details className="mt-3" open={isMine || address === null || undefined}>
      <summary className="label">{address === null ? 'Say where to send it' : 'Change the address'}</summary>
      <form action={action} noValidate className="mt-3 max-w-md space-y-4">
        <FormMessage text={message} />
        <input type="hidden" name="id" value={id} />
        <AddressFields of={id} form={form} typed={{ ...address, ...typed }} faults={fields} />
        <p className="label text-soft">
          The country is {country}, as it was chosen with the gift. Only those who pack books see the address, and it is
          removed some weeks after the book has come.
        </p>
        <SubmitButton waiting="One moment …" quiet={address !== null}>
          Keep the address
        </SubmitButton>
      </form>
    </details>
  )
}
