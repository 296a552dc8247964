'use client'

import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { Badge } from '../badge.tsx'
import type { Me } from '../me.ts'
import { CommentActions } from './comment-actions.tsx'
import { Composer, type Posted } from './composer.tsx'
import { NotNow } from './not-now.tsx'
import { ask } from './requests.ts'
import type { CommentForMe, ThreadForMe } from './thread-for-me.ts'

const CommentText = lazy(async () => ({ default: (await import('../comment-text.tsx')).CommentText }))

/** Where in the page a comment's own controls go; the page itself is the same for everybody. */
interface Spot {
  id: string
  article: HTMLElement
  actions: HTMLElement
}

function findSpots(): Spot[] {
  return [...document.querySelectorAll<HTMLElement>('article[data-comment]')].flatMap((article) => {
    const actions = article.querySelector<HTMLElement>(':scope > .comment-itself > [data-actions]')
    const id = article.dataset.comment
    return actions && id !== undefined ? [{ id, article, actions }] : []
  })
}

/**
 * What somebody signed in may do in a thread: write, answer, like, change, mute, follow. The comments stand in the page
 * already; this adds to them.
 */
export function Commenting({ slug, me, children }: { slug: string; me: Me; children: ReactNode }) {
  const [spots, setSpots] = useState<Spot[]>([])
  const [mine, setMine] = useState<ThreadForMe | null>(null)
  const [answering, setAnswering] = useState<string | null>(null)
  const [posted, setPosted] = useState<(Posted & { parentId: string | null })[]>([])
  const [said, setSaid] = useState('')

  useEffect(() => {
    let known: string | null = null
    const look = () => {
      const found = findSpots()
      const ids = found.map(({ id }) => id)
      if (ids.join() === known) return
      known = ids.join()
      void ask<ThreadForMe>('POST', '/api/comments/mine', { article: slug, ids }).then((answer) => {
        setSpots(found)
        setMine(answer.ok ? answer.body : null)
      })
    }
    look()
    // Where not everybody reads them, the comments may come after this.
    const watcher = new MutationObserver(look)
    const section = document.getElementById('comments')
    if (section) watcher.observe(section, { childList: true, subtree: true })
    return () => watcher.disconnect()
  }, [slug])

  const mayWrite = mine !== null && mine.refusal === null
  useEffect(() => {
    if (mine === null) return undefined
    const muted = new Set(mine.comments.filter((one) => one.muted).map(({ id }) => id))
    for (const { id, article, actions } of spots) {
      article.toggleAttribute('data-muted', muted.has(id))
      const count = actions.querySelector<HTMLElement>('[data-like-count]')
      if (count) count.hidden = true
    }
    if (!mayWrite) return undefined
    const open = (event: MouseEvent) => {
      const link =
        event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('[data-actions] > a') : null
      const id = link && new URL(link.href).searchParams.get('answers')
      if (!id || event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      setAnswering(id)
    }
    document.addEventListener('click', open)
    return () => document.removeEventListener('click', open)
  }, [mine, spots, mayWrite])

  if (mine === null) return children

  const update = (id: string, change: Partial<CommentForMe>) =>
    setMine({ ...mine, comments: mine.comments.map((one) => (one.id === id ? { ...one, ...change } : one)) })
  const closeAnswer = () => {
    const link = spots.find(({ id }) => id === answering)?.actions.querySelector<HTMLElement>('a[href*="answers="]')
    setAnswering(null)
    link?.focus()
  }
  const add = (parentId: string | null) => (one: Posted) => {
    document.querySelector('[data-empty-thread]')?.setAttribute('hidden', '')
    setPosted((before) => [...before, { ...one, parentId }])
    setMine({ ...mine, drafts: { ...mine.drafts, [parentId ?? '']: '' } })
    setAnswering(null)
  }

  return (
    <>
      {mayWrite ? (
        <div className="mt-4">
          <Composer
            slug={slug}
            parentId={null}
            name={me.name}
            label={me.name === null ? 'Your comment' : `Comment as ${me.name}`}
            draft={mine.drafts[''] ?? ''}
            onPosted={add(null)}
          />
        </div>
      ) : (
        <NotNow slug={slug} refusal={mine.refusal} draft={mine.drafts[''] ?? ''}>
          {children}
        </NotNow>
      )}
      <Follow
        slug={slug}
        following={mine.following}
        onChange={(following) => setMine({ ...mine, following })}
        onSay={setSaid}
      />
      <output className="sr-only" aria-live="polite">
        {said}
      </output>
      <JustPosted slug={slug} posted={posted.filter(({ parentId }) => parentId === null)} />
      {spots.map(({ id, article, actions }) => {
        const comment = mine.comments.find((one) => one.id === id)
        const answers = posted.filter(({ parentId }) => parentId === id)
        return (
          <span key={id} hidden>
            {comment &&
              createPortal(
                <CommentActions
                  slug={slug}
                  comment={comment}
                  mayWrite={mayWrite}
                  onChange={(change) => update(id, change)}
                  onSay={setSaid}
                  onEdited={() => window.location.reload()}
                />,
                actions,
              )}
            {(answering === id || answers.length > 0) &&
              createPortal(
                <div className="comment-answers">
                  {answering === id && (
                    <Composer
                      slug={slug}
                      parentId={id}
                      name={me.name}
                      label={`Your answer to ${article.querySelector('.comment-name')?.textContent ?? 'this comment'}`}
                      draft={mine.drafts[id] ?? ''}
                      focus
                      onPosted={add(id)}
                      onCancel={closeAnswer}
                    />
                  )}
                  <JustPosted slug={slug} posted={answers} />
                </div>,
                placeBelow(article, id),
              )}
          </span>
        )
      })}
    </>
  )
}

/** An element of our own under the comment, before what answers it. */
function placeBelow(article: HTMLElement, id: string): HTMLElement {
  const name = `under-${id}`
  const there = document.getElementById(name)
  if (there) return there
  const made = document.createElement('div')
  made.id = name
  article.querySelector(':scope > .comment-itself')?.after(made)
  return made
}

/** What was posted a moment ago, where it will stand; the page is not loaded anew under whoever reads. */
function JustPosted({ slug, posted }: { slug: string; posted: Posted[] }) {
  return posted.map(({ id, text, state, badge, name }) => (
    <article key={id} className="comment comment-posted" aria-label={`Comment by ${name}`}>
      <p className="comment-head">
        <strong className="comment-name">
          <bdi>{name}</bdi>
        </strong>
        <Badge badge={badge} />
        {state === 'published' ? (
          <a href={`/articles/${slug}/comments/${id}`} className="comment-time">
            just now
          </a>
        ) : (
          <span className="comment-time">just now</span>
        )}
      </p>
      <Suspense fallback={<p className="whitespace-pre-line">{text}</p>}>
        <CommentText text={text} />
      </Suspense>
      <output className="label mt-1 block text-soft" aria-live="polite">
        {state === 'published' && 'Posted. Thank you.'}
        {state === 'held' && 'A moderator looks at it first; then everybody sees it. You find it under your comments.'}
        {state === 'rejected' && (
          <>
            It was not published. Under <a href="/account/comments">your comments</a> you see why, and can appeal.
          </>
        )}
      </output>
    </article>
  ))
}

function Follow({
  slug,
  following,
  onChange,
  onSay,
}: {
  slug: string
  following: boolean
  onChange: (following: boolean) => void
  onSay: (message: string) => void
}) {
  async function toggle() {
    const answer = await ask(following ? 'DELETE' : 'PUT', '/api/comments/follow', { article: slug })
    if (answer.ok) onChange(!following)
    onSay(
      answer.ok
        ? following
          ? 'You no longer follow this conversation.'
          : 'You follow this conversation.'
        : answer.refused.message,
    )
  }
  return (
    <p className="label mt-3 text-soft">
      <button type="button" className="button-link" aria-pressed={following} onClick={() => void toggle()}>
        {following ? 'Following this conversation' : 'Follow this conversation'}
      </button>
    </p>
  )
}
