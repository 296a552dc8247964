'use client'

import { useActionState } from 'react'
import { FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { comment } from './actions.ts'

export function CommentForm({
  start,
  slug,
  submissionId,
  parentId,
  name,
}: {
  start: FormState
  slug: string
  submissionId: string
  parentId: string
  name: string | null
}) {
  const [{ typed, fields, message }, action] = useActionState(comment, start)
  return (
    <form action={action} noValidate className="mt-6 space-y-5">
      <FormMessage text={Object.keys(fields).length > 0 ? '' : message} />
      <input type="hidden" name="article" value={slug} />
      <input type="hidden" name="submissionId" value={submissionId} />
      <input type="hidden" name="parentId" value={parentId} />
      {name === null && (
        <TextField
          name="name"
          label="Name shown beside your comments"
          autoComplete="name"
          maxLength={60}
          defaultValue={typed.name}
          fault={fields.name}
        />
      )}
      <TextArea
        name="text"
        label={name === null ? 'Your comment' : `Comment as ${name}`}
        rows={8}
        defaultValue={typed.text}
        fault={fields.text}
      />
      <SubmitButton waiting="Sending …">Post comment</SubmitButton>
    </form>
  )
}
