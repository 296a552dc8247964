'use client'

import { useId, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { useMe } from './me.ts'

interface Answer {
  message: string
  fields: Record<string, string>
}

/**
 * Shows its children (the invitation to join) until the server says that this reader may comment; then the form.
 * The server decides again when the comment arrives.
 */
export function CommentBox({ slug, children }: { slug: string; children: ReactNode }) {
  const me = useMe()
  /** One for this form, made when it is first sent: sending it again is still one comment. */
  const submissionId = useRef('')
  const [fault, setFault] = useState<Answer | null>(null)
  const [sending, setSending] = useState(false)
  const id = useId()
  if (!me || !(me.staff || me.benefits.includes('comment'))) return children

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    submissionId.current ||= crypto.randomUUID()
    setSending(true)
    try {
      const response = await fetch('/api/comments', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          article: slug,
          text: form.get('text'),
          name: form.get('name') ?? undefined,
          submissionId: submissionId.current,
        }),
      })
      const answer = await response.json()
      if (response.ok) {
        location.assign(`/articles/${slug}#comment-${answer.id}`)
        location.reload()
        return
      }
      setFault(answer)
    } catch {
      setFault({ message: 'The magazine could not be reached. Your text is still here; please try again.', fields: {} })
    }
    setSending(false)
  }

  return (
    <form onSubmit={(event) => void send(event)} className="mt-4" noValidate>
      {me.name === null && (
        <div className="mb-4">
          <label htmlFor={`${id}-name`} className="label font-semibold">
            Name shown beside your comments
          </label>
          <input
            id={`${id}-name`}
            name="name"
            maxLength={60}
            autoComplete="name"
            className="field mt-1"
            aria-invalid={fault?.fields.name ? true : undefined}
            aria-describedby={`${id}-name-fault`}
          />
          <Fault id={`${id}-name-fault`} text={fault?.fields.name} />
        </div>
      )}
      <label htmlFor={`${id}-text`} className="label font-semibold">
        {me.name === null ? 'Your comment' : `Comment as ${me.name}`}
      </label>
      <textarea
        id={`${id}-text`}
        name="text"
        rows={5}
        className="field mt-1 font-text leading-normal"
        aria-invalid={fault?.fields.text ? true : undefined}
        aria-describedby={`${id}-text-fault`}
      />
      <Fault id={`${id}-text-fault`} text={fault?.fields.text} />
      <output className="block" aria-live="polite">
        {fault && Object.keys(fault.fields).length === 0 && <span className="field-error block">{fault.message}</span>}
      </output>
      <button type="submit" className="button mt-3" disabled={sending}>
        {sending ? 'Sending …' : 'Post comment'}
      </button>
    </form>
  )
}

function Fault({ id, text }: { id: string; text: string | undefined }) {
  return (
    <p id={id} className={text ? 'field-error' : 'hidden'}>
      {text}
    </p>
  )
}
