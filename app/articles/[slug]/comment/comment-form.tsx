'use client'

import { lazy, Suspense, type ReactNode } from 'react'
import { FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { comment } from './actions.ts'

/** Reading the markup takes a library, which only whoever asks for a preview needs. */
const CommentText = lazy(async () => ({ default: (await import('#app/_ui/comment-text.tsx')).CommentText }))

export function CommentForm({
  start,
  slug,
  submissionId,
  parentId,
  name,
  draft,
  preview,
}: {
  start: FormState
  slug: string
  submissionId: string
  parentId: string
  name: string | null
  draft: string
  /** How what `start` holds will look, made on the server: without JavaScript nothing comes later. */
  preview: ReactNode
}) {
  const [{ typed, fields, message }, action] = useFormAnswer(comment, start)
  return (
    <form action={action} noValidate className="mt-6 space-y-5">
      <FormMessage text={Object.keys(fields).length > 0 ? '' : message} />
      <input type="hidden" name="article" value={slug} />
      <input type="hidden" name="submissionId" value={submissionId} />
      <input type="hidden" name="parentId" value={parentId} />
      {typed.preview !== undefined && (typed.text ?? '').trim() !== '' && (
        <section aria-label="How it will look" className="composer-preview">
          {typed.text === start.typed.text ? (
            preview
          ) : (
            <Suspense fallback={<p className="whitespace-pre-line">{typed.text}</p>}>
              <CommentText text={typed.text ?? ''} />
            </Suspense>
          )}
        </section>
      )}
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
        hint="*emphasis*, > quotation, and links stand as such; everything else as you type it."
        rows={8}
        defaultValue={typed.text ?? draft}
        fault={fields.text}
      />
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton waiting="Sending …">Post comment</SubmitButton>
        <button type="submit" name="preview" value="yes" className="button button-quiet">
          Preview
        </button>
      </div>
    </form>
  )
}
