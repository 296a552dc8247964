import type { ReactNode } from 'react'
import { InlineScript } from './inline-script.tsx'

/**
 * Opens an article that the meter has room for, as soon as somebody looks at it: what was only fetched ahead, or lies in a
 * tab nobody has looked into, is not being read. The gate (its children) is a form that does the same by hand; the style
 * sheet shows it where scripts do not run, and where this takes too long. A page that comes back closed all the same, for
 * want of cookies say, is not tried again.
 */
export function Opening({ slug, children }: { slug: string; children: ReactNode }) {
  return (
    <div className="opening">
      <p className="opening-wait" aria-hidden="true">
        Opening the article …
      </p>
      {children}
      <InlineScript
        source={`(() => {
  const open = async () => {
    if (document.visibilityState !== 'visible') return
    removeEventListener('visibilitychange', open)
    const answer = await fetch(${JSON.stringify(`/articles/${slug}/open`)}, { method: 'POST', headers: { accept: 'application/json' } })
    if (answer.ok && (await answer.json()).opened) location.reload()
  }
  const [arrival] = performance.getEntriesByType('navigation')
  if (arrival?.type === 'reload') return
  addEventListener('visibilitychange', open)
  open()
})()`}
      />
    </div>
  )
}

/**
 * Leads whoever comes back from the gate to where they were. The browser has looked for the place before this part of the
 * page was put into it.
 */
export function BackInPlace() {
  return (
    <InlineScript
      source={`if (location.hash === '#read-on') {
  const look = setInterval(() => {
    const place = document.getElementById('read-on')
    if (!place?.getClientRects().length) return
    clearInterval(look)
    place.scrollIntoView({ behavior: 'instant' })
  }, 50)
  setTimeout(() => clearInterval(look), 5000)
}`}
    />
  )
}
