'use client'

import { useState } from 'react'
import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { give } from './actions.ts'

/** Makes a link and shows it. It is shown this once; another can be made. */
export function GiveForm({ start, slug, giftId }: { start: FormState; slug: string; giftId: string }) {
  const [{ message, typed }, action] = useFormAnswer(give, start)
  const { link, words } = typed
  return (
    <form action={action} noValidate className="mt-6">
      <FormMessage text={message} />
      <input type="hidden" name="article" value={slug} />
      <input type="hidden" name="gift" value={giftId} />
      {link === undefined ? (
        <SubmitButton waiting="Making it …">Make a link</SubmitButton>
      ) : (
        <>
          <label htmlFor="link" className="label text-[0.9375rem] font-semibold">
            The link
          </label>
          <input id="link" readOnly value={link} className="field mt-1.5" aria-describedby="link-hint" />
          <p id="link-hint" className="label mt-1.5 text-soft">
            {words} Copy it now: it is not shown again.
          </p>
          <p className="mt-4 flex flex-wrap gap-3">
            <CopyButton text={link} />
            <a href={`/articles/${slug}`} className="button button-quiet">
              Back to the article
            </a>
          </p>
        </>
      )}
    </form>
  )
}

function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <button
      type="button"
      className="button"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      <span aria-live="polite">{copied ? 'Copied' : 'Copy the link'}</span>
    </button>
  )
}
