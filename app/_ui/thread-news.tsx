'use client'

import { useEffect, useRef, useState, type ComponentType } from 'react'

export interface ThreadNewsProps {
  slug: string
  /** Comments published when the page was made. */
  count: number
}

/** What is new in a thread; its script is loaded when somebody comes near the comments. */
export function ThreadNews(props: ThreadNewsProps) {
  const place = useRef<HTMLDivElement>(null)
  const [Watch, setWatch] = useState<ComponentType<ThreadNewsProps> | null>(null)
  useEffect(() => {
    const here = place.current
    if (here === null) return undefined
    const observer = new IntersectionObserver(
      (seen) => {
        if (!seen.some(({ isIntersecting }) => isIntersecting)) return
        observer.disconnect()
        // Without it nothing is lost but the news.
        void import('./thread-watch.tsx').then(({ ThreadWatch }) => setWatch(() => ThreadWatch)).catch(() => undefined)
      },
      { rootMargin: '400px' },
    )
    observer.observe(here)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={place} className="thread-news">
      {Watch && <Watch {...props} />}
    </div>
  )
}
