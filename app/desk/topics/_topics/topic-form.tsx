'use client'

import { FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { save } from '../actions.ts'

/** What a topic is called and where it is. @param id of the one there is already */
export function TopicForm({ start, id }: { start: FormState; id: string | null }) {
  const [{ typed, fields, message }, action] = useFormAnswer(save, start)
  return (
    <form action={action} noValidate className="mt-4 max-w-2xl space-y-5">
      <FormMessage text={message} />
      {id !== null && <input type="hidden" name="id" value={id} />}
      <TextField
        name="name"
        label="Name"
        maxLength={60}
        defaultValue={typed.name}
        fault={fields.name}
        className="max-w-md"
      />
      <TextField
        name="slug"
        label="Address"
        hint={
          id === null
            ? 'After /topics/. Empty: made from the name.'
            : 'After /topics/. The address of before leads to the new one, that of its feed too.'
        }
        maxLength={120}
        defaultValue={typed.slug}
        fault={fields.slug}
        className="max-w-md"
      />
      <TextArea
        name="description"
        label="Description"
        hint="A sentence at the head of the topic’s page."
        rows={3}
        maxLength={300}
        defaultValue={typed.description}
        fault={fields.description}
      />
      <SubmitButton waiting="Saving …">{id === null ? 'Make this topic' : 'Save'}</SubmitButton>
    </form>
  )
}
