'use client'

import { useEffect, useState } from 'react'
import { keptStill } from './still-kept.ts'

/** On the server, the part itself. In the browser, the HTML that came with the page, as it stands and for good. */
export function StillShown({ name }: { name: string }) {
  const id = `still-${name}`
  const onServer = typeof window === 'undefined'
  const [html] = useState(() => (onServer ? null : (document.getElementById(id)?.innerHTML ?? null)))
  useEffect(() => {
    // Reached without loading the page (after signing in, say), by which no HTML comes.
    if (html === null) window.location.reload()
  }, [html])
  if (onServer)
    return (
      <div id={id} className="contents">
        {keptStill(name)}
      </div>
    )
  return <div id={id} className="contents" dangerouslySetInnerHTML={{ __html: html ?? '' }} suppressHydrationWarning />
}
