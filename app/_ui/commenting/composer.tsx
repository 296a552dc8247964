'use client'

import { lazy, Suspense, useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import type { CommentBadge } from '#lib/comments/model.ts'
import { FieldFault } from '../fields.tsx'
import { ask, sendLate, type Refused } from './requests.ts'

/** Reading the markup takes a library, which only whoever asks for a preview needs. */
const CommentText = lazy(async () => ({ default: (await import('../comment-text.tsx')).CommentText }))

const longest = 5_000
/** From here on it is said how many characters are left. */
const nearlyFull = 4_500
const draftAfterMs = 1_500

export interface Posted {
  id: string
  text: string
  state: 'published' | 'held' | 'rejected' | 'deleted'
  badge: CommentBadge | null
  /** The name it is shown with. */
  name: string
}

/**
 * Where one writes: a comment on the article, or an answer. What is typed is kept as a draft while one writes; sending it
 * again after a failure is still one comment.
 */
export function Composer({
  slug,
  parentId,
  name,
  label,
  draft,
  focus = false,
  onPosted,
  onCancel,
}: {
  slug: string
  /** The comment answered; null for one on the article. */
  parentId: string | null
  /** Null for somebody who has no name to show yet. */
  name: string | null
  label: string
  draft: string
  focus?: boolean
  onPosted: (posted: Posted) => void
  onCancel?: () => void
}) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const submissionId = useRef('')
  const [text, setText] = useState(draft)
  const [shownName, setShownName] = useState('')
  const [preview, setPreview] = useState(false)
  const [sending, setSending] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)
  const { kept, drop } = useDraft({ slug, parentId, text, saved: draft })
  useEffect(() => {
    if (focus) field.current?.focus()
  }, [focus])

  async function send(event: FormEvent) {
    event.preventDefault()
    if (sending) return
    submissionId.current ||= crypto.randomUUID()
    setSending(true)
    const answer = await ask<Omit<Posted, 'text'>>('POST', '/api/comments', {
      article: slug,
      text,
      ...(name === null && { name: shownName }),
      ...(parentId !== null && { parentId }),
      submissionId: submissionId.current,
    })
    setSending(false)
    if (!answer.ok) {
      setPreview(false)
      setRefused(answer.refused)
      field.current?.focus()
      return
    }
    drop()
    submissionId.current = ''
    setText('')
    setPreview(false)
    setRefused(null)
    onPosted({ ...answer.body, text })
  }

  function byKey(event: KeyboardEvent) {
    if (event.key === 'Escape' && onCancel) onCancel()
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void send(event)
  }

  return (
    <form onSubmit={(event) => void send(event)} className="composer" noValidate>
      {name === null && (
        <div className="mb-4">
          <label htmlFor={`${id}-name`} className="label font-semibold">
            Name shown beside your comments
          </label>
          <input
            id={`${id}-name`}
            maxLength={60}
            autoComplete="name"
            className="field mt-1"
            value={shownName}
            onChange={(event) => setShownName(event.target.value)}
            aria-invalid={refused?.fields.name ? true : undefined}
            aria-describedby={`${id}-name-fault`}
          />
          <FieldFault id={`${id}-name-fault`} text={refused?.fields.name} />
        </div>
      )}
      <label htmlFor={`${id}-text`} className="label font-semibold">
        {label}
      </label>
      <textarea
        ref={field}
        id={`${id}-text`}
        rows={4}
        hidden={preview}
        className="field composer-text mt-1 font-text leading-normal"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={byKey}
        aria-invalid={refused?.fields.text ? true : undefined}
        aria-describedby={`${id}-hint ${id}-text-fault`}
      />
      {preview && (
        <div className="composer-preview">
          <Suspense fallback={<p className="text-soft">One moment …</p>}>
            {text.trim() === '' ? <p className="text-soft">Nothing written yet.</p> : <CommentText text={text} />}
          </Suspense>
        </div>
      )}
      <FieldFault id={`${id}-text-fault`} text={refused?.fields.text} />
      <p id={`${id}-hint`} className="composer-hint">
        <span>
          *emphasis*, &gt; quotation, links.{' '}
          {text.length >= nearlyFull && (
            <span className={text.length > longest ? 'font-semibold text-accent' : ''}>
              {text.length > longest
                ? `${(text.length - longest).toLocaleString('en-GB')} characters too many.`
                : `${(longest - text.length).toLocaleString('en-GB')} characters left.`}
            </span>
          )}
        </span>
        <output aria-live="polite">{kept}</output>
      </p>
      <output className="block" aria-live="polite">
        {refused && Object.keys(refused.fields).length === 0 && (
          <span className="field-error block">{refused.message}</span>
        )}
      </output>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <button type="submit" className="button" disabled={sending}>
          {sending ? 'Sending …' : parentId === null ? 'Post comment' : 'Post answer'}
        </button>
        <button
          type="button"
          className="button button-quiet"
          aria-pressed={preview}
          onClick={() => setPreview((shown) => !shown)}
        >
          {preview ? 'Go on writing' : 'Preview'}
        </button>
        {onCancel && (
          <button type="button" className="button-link" onClick={onCancel}>
            Cancel
          </button>
        )}
      </div>
    </form>
  )
}

/** Keeps what is typed: a moment after the last key, and when the page is left. */
function useDraft({
  slug,
  parentId,
  text,
  saved,
}: {
  slug: string
  parentId: string | null
  text: string
  saved: string
}): { kept: string; drop: () => void } {
  const last = useRef(saved)
  const now = useRef(text)
  const [kept, setKept] = useState('')
  useEffect(() => {
    now.current = text
    if (text === last.current) return undefined
    const timer = setTimeout(() => {
      void ask('PUT', '/api/comments/draft', { article: slug, parentId, text }).then((answer) => {
        if (answer.ok) last.current = text
        setKept(answer.ok ? (text === '' ? '' : 'Draft saved') : '')
      })
    }, draftAfterMs)
    return () => clearTimeout(timer)
  }, [slug, parentId, text])
  useEffect(() => {
    const leave = () => {
      if (now.current === last.current) return
      last.current = now.current
      sendLate('/api/comments/draft', { article: slug, parentId, text: now.current })
    }
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [slug, parentId])
  /** The server forgets the draft itself when it is posted. */
  function drop() {
    last.current = ''
    now.current = ''
    setKept('')
  }
  return { kept, drop }
}
