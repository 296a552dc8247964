'use client'

import { useState, type FormEvent } from 'react'
import { FieldFault } from '../fields.tsx'
import { ask, type Refused } from './requests.ts'
import type { CommentForMe } from './thread-for-me.ts'

interface Props {
  slug: string
  comment: CommentForMe
  /** Whether this person may write in the thread, and so may like. */
  mayWrite: boolean
  onChange: (change: Partial<CommentForMe>) => void
  onSay: (message: string) => void
  /** It was changed or removed: the page is old. */
  onEdited: () => void
}

/** What one person may do about one comment; stands in the row of its actions. */
export function CommentActions({ slug, comment, mayWrite, onChange, onSay, onEdited }: Props) {
  const { id, liked, likes, own, muted } = comment
  const [waiting, setWaiting] = useState(false)
  const [open, setOpen] = useState<'none' | 'change' | 'remove'>('none')

  async function act<Body>(method: 'PUT' | 'DELETE', path: string, done: (body: Body) => void): Promise<void> {
    if (waiting) return
    setWaiting(true)
    const answer = await ask<Body>(method, path)
    setWaiting(false)
    if (answer.ok) done(answer.body)
    else onSay(answer.refused.message)
  }

  const like = () =>
    act<{ likes: number }>(liked ? 'DELETE' : 'PUT', `/api/comments/${id}/like`, (body) =>
      onChange({ liked: !liked, likes: body.likes }),
    )
  const mute = () =>
    act(muted ? 'DELETE' : 'PUT', `/api/comments/${id}/mute`, () => {
      onChange({ muted: !muted })
      onSay(muted ? 'They are heard again.' : 'Muted: what they write is folded away for you, here and everywhere.')
    })

  return (
    <>
      {own === null ? (
        (mayWrite || liked) && (
          <button type="button" aria-pressed={liked} onClick={() => void like()}>
            {liked ? 'Liked' : 'Like'}
            {likes > 0 && ` · ${likes}`}
          </button>
        )
      ) : (
        <>{likes > 0 && <span>{likes === 1 ? '1 like' : `${likes} likes`}</span>}</>
      )}
      {own === null && (
        <>
          <button type="button" onClick={() => void mute()}>
            {muted ? 'Unmute' : 'Mute'}
          </button>
          <a href={`/articles/${slug}/comments/${id}/report`} rel="nofollow">
            Report
          </a>
        </>
      )}
      {own !== null && (
        <>
          {own.text !== null && (
            <button
              type="button"
              aria-expanded={open === 'change'}
              onClick={() => setOpen(open === 'change' ? 'none' : 'change')}
            >
              Change
            </button>
          )}
          <button
            type="button"
            aria-expanded={open === 'remove'}
            onClick={() => setOpen(open === 'remove' ? 'none' : 'remove')}
          >
            Remove
          </button>
        </>
      )}
      {open === 'change' && own?.text != null && (
        <ChangeForm id={id} text={own.text} onDone={onEdited} onCancel={() => setOpen('none')} />
      )}
      {open === 'remove' && (
        <span className="comment-confirm">
          Remove it for good?{' '}
          <button
            type="button"
            className="font-semibold text-accent"
            onClick={() => void act('DELETE', `/api/comments/${id}`, onEdited)}
          >
            Remove
          </button>
          <button type="button" onClick={() => setOpen('none')}>
            Keep
          </button>
        </span>
      )}
    </>
  )
}

function ChangeForm({
  id,
  text,
  onDone,
  onCancel,
}: {
  id: string
  text: string
  onDone: () => void
  onCancel: () => void
}) {
  const [refused, setRefused] = useState<Refused | null>(null)
  const [sending, setSending] = useState(false)
  const [typed, setTyped] = useState(text)

  async function save(event: FormEvent) {
    event.preventDefault()
    setSending(true)
    const answer = await ask('PATCH', `/api/comments/${id}`, { text: typed })
    setSending(false)
    if (answer.ok) onDone()
    else setRefused(answer.refused)
  }

  return (
    <form onSubmit={(event) => void save(event)} className="composer" noValidate>
      <label htmlFor={`change-${id}`} className="label font-semibold">
        Change your comment
      </label>
      <textarea
        id={`change-${id}`}
        // The field is opened by a button; whoever pressed it wants to write.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        rows={4}
        className="field composer-text mt-1 font-text leading-normal"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        aria-invalid={refused ? true : undefined}
        aria-describedby={`change-${id}-fault`}
      />
      <FieldFault id={`change-${id}-fault`} text={refused ? (refused.fields.text ?? refused.message) : undefined} />
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <button type="submit" className="button" disabled={sending}>
          {sending ? 'Saving …' : 'Save'}
        </button>
        <button type="button" className="button-link" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  )
}
