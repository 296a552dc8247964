'use client'

import { FormMessage, SelectField, TextArea, TextField } from '#app/_ui/fields.tsx'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
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
  const [{ typed, fields, message }, action] = useFormAnswer(ask, start)
  return (
    <form action={action} className="desk-fold" noValidate key={JSON.stringify(typed)}>
      {message !== '' && Object.keys(fields).length === 0 && <FormMessage text={message} />}
      <Seen caseId={caseId} seen={seen} />
      <SelectField
        name="author"
        label="Author"
        chosen={typed.author ?? authors[0]?.id ?? ''}
        options={[
          ...authors.map(({ id, name, hasAccount }) => ({
            value: id,
            name: `${name}${hasAccount ? ', by the address of the account' : ', who has no account'}`,
          })),
          { value: '', name: 'Somebody else, by the address below' },
        ]}
        fault={fields.author}
      />
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
