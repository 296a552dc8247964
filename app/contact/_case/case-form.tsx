'use client'

import type { CaseKind } from '#lib/cases/model.ts'
import { AttachFiles } from '#app/_ui/attach-files.tsx'
import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { sendCase } from './actions.ts'
import { KindFields } from './kind-fields.tsx'

interface Props {
  /** What the form starts from: empty, or refused a moment ago. */
  start: FormState
  kind: CaseKind
  submissionId: string
  startedWith: string
  article: string
  passage: string
  name: string
  email: string
}

export function CaseForm({ start, kind, submissionId, startedWith, article, passage, name, email }: Props) {
  const [{ typed, fields, message }, action] = useFormAnswer(sendCase, start)
  return (
    <form action={action} noValidate className="mt-7 space-y-6">
      <FormMessage text={message} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="article" value={article} />
      <input type="hidden" name="submissionId" value={submissionId} />
      <input type="hidden" name="startedWith" value={startedWith} />
      <KindFields kind={kind} typed={{ passage, ...typed }} fields={fields} />
      {kind !== 'republishing' && <AttachFiles typed={typed} fields={fields} />}
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
      <Unseen />
      <SubmitButton waiting="Sending …">Send to the managing editor</SubmitButton>
    </form>
  )
}

/** A field that people neither see nor reach, and programs fill in. */
function Unseen() {
  return (
    <div aria-hidden className="absolute -left-[9999px] size-px overflow-hidden">
      <label htmlFor="subject">Subject: leave this empty</label>
      <input id="subject" name="subject" tabIndex={-1} autoComplete="off" defaultValue="" />
    </div>
  )
}
