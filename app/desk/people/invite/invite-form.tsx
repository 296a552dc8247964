'use client'

import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { RoleBoxes } from '../_people/role-boxes.tsx'
import { rolesIn } from '../_people/roles-in.ts'
import { invite } from '../actions.ts'

export function InviteForm({ start }: { start: FormState }) {
  const [{ typed, fields, message }, action] = useFormAnswer(invite, start)
  return (
    <form action={action} noValidate className="mt-4 max-w-2xl space-y-5">
      <FormMessage text={message} />
      <TextField
        name="email"
        type="email"
        label="E-mail"
        hint="They will sign in with this address."
        autoComplete="off"
        maxLength={254}
        defaultValue={typed.email}
        fault={fields.email}
        className="max-w-md"
      />
      <TextField
        name="name"
        label="Name"
        hint="They may change it later. Whoever has an account keeps the name it has."
        autoComplete="off"
        maxLength={60}
        defaultValue={typed.name}
        fault={fields.name}
        className="max-w-md"
      />
      <RoleBoxes ticked={rolesIn(typed)} fault={fields.roles} />
      <SubmitButton waiting="Inviting …">Send the invitation</SubmitButton>
    </form>
  )
}
