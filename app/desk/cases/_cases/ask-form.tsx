'use client'

import { useActionState } from 'react'
import { FieldFault, FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { ask } from '../actions.ts'
import { Seen, type SeenProps } from './state-forms.tsx'

/** Asks an author what they say. What stands in it is all they are shown. */
export function AskForm({
  start,
  caseId,
  seen,
  authors,
  passage,
}: SeenProps & { authors: { id: string; name: string; hasAccount: boolean }[]; passage: string }) {
  const [{ typed, fields, message }, action] = useActionState(ask, start)
  return (
    <form action={action} className="desk-fold" noValidate key={JSON.stringify(typed)}>
      {message !== '' && Object.keys(fields).length === 0 && <FormMessage text={message} />}
      <Seen caseId={caseId} seen={seen} />
      <div>
        <label htmlFor="author" className="label font-semibold">
          Author
        </label>
        <select
          id="author"
          name="author"
          className="field mt-1"
          defaultValue={typed.author ?? authors[0]?.id ?? ''}
          aria-describedby="author-fault"
        >
          {authors.map(({ id, name, hasAccount }) => (
            <option key={id} value={id}>
              {name}
              {hasAccount ? ', by the address of the account' : ', who has no account'}
            </option>
          ))}
          <option value="">Somebody else, by the address below</option>
        </select>
        <FieldFault id="author-fault" text={fields.author} />
      </div>
      <TextField
        name="email"
        id="ask-email"
        type="email"
        label="E-mail address"
        hint="Empty for the address of the author’s account."
        defaultValue={typed.email ?? ''}
        fault={fields.email}
      />
      <TextArea
        name="passage"
        label="The passage of the article"
        hint="As the author will see it. Leave out whatever would say who wrote to you."
        rows={3}
        defaultValue={typed.passage ?? passage}
        fault={fields.passage}
      />
      <TextArea
        name="question"
        label="What you ask"
        rows={4}
        defaultValue={typed.question ?? ''}
        fault={fields.question}
      />
      <SubmitButton waiting="Asking …">Ask by mail</SubmitButton>
    </form>
  )
}
