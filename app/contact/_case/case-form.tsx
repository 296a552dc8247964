'use client'

import { useActionState } from 'react'
import type { CaseKind } from '#lib/cases/model.ts'
import { FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { sendCase } from './actions.ts'

interface Props {
  /** What the form starts from: empty, or refused a moment ago. */
  start: FormState
  kind: CaseKind
  submissionId: string
  article: string
  name: string
  email: string
}

const messageLabels: Record<CaseKind, string> = {
  correction: 'What is wrong',
  right_of_reply: 'What you would like to reply',
  republishing: 'What you would like to republish, where and when',
}

export function CaseForm({ start, kind, submissionId, article, name, email }: Props) {
  const [{ typed, fields, message }, action] = useActionState(sendCase, start)
  return (
    <form action={action} noValidate className="mt-7 space-y-6">
      <FormMessage text={message} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="article" value={article} />
      <input type="hidden" name="submissionId" value={submissionId} />
      {kind === 'right_of_reply' && (
        <TextField
          name="interest"
          label="Who you are to this story"
          defaultValue={typed.interest}
          fault={fields.interest}
        />
      )}
      {kind === 'republishing' && (
        <TextField
          name="publication"
          label="Publication"
          autoComplete="organization"
          defaultValue={typed.publication}
          fault={fields.publication}
        />
      )}
      {kind !== 'republishing' && (
        <TextArea
          name="passage"
          label="The passage"
          hint="Paste the sentence it is about, if there is one."
          rows={3}
          defaultValue={typed.passage}
          fault={fields.passage}
        />
      )}
      <TextArea name="message" label={messageLabels[kind]} defaultValue={typed.message} fault={fields.message} />
      {kind === 'correction' && (
        <TextArea
          name="evidence"
          label="How you know"
          hint="A source, a link, or that you were there. May be left empty."
          rows={3}
          defaultValue={typed.evidence}
          fault={fields.evidence}
        />
      )}
      <TextField
        name="name"
        label="Your name"
        autoComplete="name"
        defaultValue={typed.name ?? name}
        fault={fields.name}
      />
      <TextField
        name="email"
        type="email"
        label="Your e-mail address"
        hint="For our answer, and nothing else."
        autoComplete="email"
        defaultValue={typed.email ?? email}
        fault={fields.email}
      />
      <SubmitButton waiting="Sending …">Send to the managing editor</SubmitButton>
    </form>
  )
}
