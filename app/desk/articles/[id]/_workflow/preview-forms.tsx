'use client'

import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { makeLink } from './preview-actions.ts'

/** Makes a secret address, and shows it: it is kept nowhere and cannot be shown again. */
export function PreviewLinkForm({ start, articleId }: { start: FormState; articleId: string }) {
  const [{ message, fields, typed }, act] = useFormAnswer(makeLink, start)
  return (
    <>
      {typed.link !== undefined && (
        <output className="desk-done">
          Copy this address now, it is not shown again: <a href={typed.link}>{typed.link}</a>
        </output>
      )}
      <form action={act} noValidate className="workflow-move">
        <FormMessage text={Object.keys(fields).length > 0 ? '' : message} />
        <input type="hidden" name="article" value={articleId} />
        <TextField
          name="label"
          id="preview-label"
          label="For whom"
          defaultValue={typed.label}
          fault={fields.label ?? ''}
        />
        <TextField
          name="days"
          id="preview-days"
          type="number"
          min={1}
          max={60}
          label="Days it is good for"
          defaultValue={typed.days ?? '7'}
          fault={fields.days ?? ''}
        />
        <SubmitButton waiting="Making …" quiet>
          Make a preview link
        </SubmitButton>
      </form>
    </>
  )
}
