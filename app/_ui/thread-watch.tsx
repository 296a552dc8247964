'use client'

import { useEffect, useState } from 'react'
import { useMe } from './me.ts'
import type { ThreadNewsProps } from './thread-news.tsx'

/** How long between two looks, in milliseconds; after a failed one, twice as long each time, up to eight minutes. */
const pause = 30_000
const longestPause = 480_000

interface Visit {
  /** What came after that is new; null at a first visit. */
  since: string | null
  count: number
  /** Whether there are more than were counted. */
  orMore: boolean
  first: string | null
  own: string[]
}

/** Says what is new since the reader's last visit, marks it, and announces what comes while they read. */
export function ThreadWatch({ slug, count }: ThreadNewsProps) {
  const visit = useVisit(slug)
  const arrived = useArrivals(slug, count)
  return (
    <>
      {visit && visit.count > 0 && visit.first !== null && (
        <a href={hrefOf(slug, visit.first)} className="thread-since">
          {visit.count}
          {visit.orMore && ' or more'} new since your last visit
        </a>
      )}
      <output aria-live="polite">
        {arrived > 0 && (
          <span className="thread-arrivals">
            {arrived} new {arrived === 1 ? 'comment' : 'comments'}
            <button type="button" onClick={() => show(slug)}>
              Show
            </button>
          </span>
        )}
      </output>
    </>
  )
}

function hrefOf(slug: string, id: string): string {
  const anchor = `#comment-${id}`
  return document.getElementById(anchor.slice(1)) ? anchor : `/articles/${slug}/comments/${id}${anchor}`
}

/** The newest come first on the thread's own page. */
function show(slug: string): void {
  const path = `/articles/${slug}/comments`
  if (location.pathname === path && location.search === '') location.reload()
  else location.assign(path)
}

/** Tells the server of the visit, for somebody signed in, and marks what is new to them. */
function useVisit(slug: string): Visit | null {
  const me = useMe()
  const [visit, setVisit] = useState<Visit | null>(null)
  const signedIn = me?.signedIn ?? false
  useEffect(() => {
    if (!signedIn) return
    void askVisit(slug).then((answer) => {
      if (answer === null) return
      markNew(answer)
      setVisit(answer)
    })
  }, [signedIn, slug])
  return visit
}

async function askVisit(slug: string): Promise<Visit | null> {
  try {
    const response = await fetch('/api/comments/visit', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ article: slug }),
    })
    if (!response.ok) return null
    const answer: Visit | null = await response.json()
    return answer
  } catch {
    return null
  }
}

function markNew({ since, own }: Visit): void {
  if (since === null) return
  for (const comment of document.querySelectorAll<HTMLElement>('article[data-comment]')) {
    const at = comment.querySelector('time')?.dateTime ?? ''
    if (Date.parse(at) <= Date.parse(since) || own.includes(comment.dataset.comment ?? '')) continue
    comment.classList.add('comment-new')
    comment.setAttribute('aria-label', `${comment.getAttribute('aria-label') ?? ''}, new`)
  }
}

/** How many comments more there are than when the page was made, as long as somebody looks at it. */
function useArrivals(slug: string, count: number): number {
  const [arrived, setArrived] = useState(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let wait = pause
    const look = async () => {
      const now = await askCount(slug)
      wait = now === null ? Math.min(wait * 2, longestPause) : pause
      if (now !== null) setArrived(Math.max(0, now - count - ownPosted()))
      goOn()
    }
    const goOn = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') timer = setTimeout(() => void look(), wait)
    }
    goOn()
    document.addEventListener('visibilitychange', goOn)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', goOn)
    }
  }, [slug, count])
  return arrived
}

/** What the reader has posted on this page stands in it already. */
function ownPosted(): number {
  return document.querySelectorAll('.comment-posted a.comment-time').length
}

async function askCount(slug: string): Promise<number | null> {
  try {
    const response = await fetch(`/api/comments/count?${new URLSearchParams({ article: slug })}`)
    if (!response.ok) return null
    const { count }: { count: number } = await response.json()
    return count
  } catch {
    return null
  }
}
