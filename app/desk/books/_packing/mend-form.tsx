'use client'

import type { Address } from '#lib/books/address/model.ts'
import type { AddressForm } from '#lib/books/address/rules.ts'
import { AddressFields } from '#app/_ui/address-fields.tsx'
import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { mend } from '../actions.ts'

/** Mends an address that the donor wrote to us about. */
export function MendForm({
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
  const [{ message, fields, typed }, action] = useFormAnswer(mend, start)
  return (
    <details className="mt-4" open={message !== '' || undefined}>
      <summary>Mend the address</summary>
      <form action={action} noValidate className="mt-3 max-w-md space-y-3">
        <FormMessage text={message} />
        <input type="hidden" name="id" value={id} />
        <AddressFields of="mend" form={form} typed={{ ...address, ...typed }} faults={fields} />
        <TextField
          name="country"
          label="Country, two letters"
          maxLength={2}
          defaultValue={typed.country ?? address?.country ?? country}
          {...(fields.country ? { fault: fields.country } : {})}
        />
        <SubmitButton waiting="One moment …" quiet>
          Keep the address
        </SubmitButton>
      </form>
    </details>
  )
}
