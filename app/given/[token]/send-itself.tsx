'use client'

import { useEffect, useRef, type ReactNode } from 'react'

/** A form that is sent as soon as somebody looks at the page, once; by its button where scripts do not run. */
export function SendItself({ action, children }: { action: string; children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const controller = new AbortController()
    const look = () => {
      if (document.visibilityState !== 'visible') return
      controller.abort()
      form.current?.requestSubmit()
    }
    document.addEventListener('visibilitychange', look, { signal: controller.signal })
    // What the back button brings back does not send itself again.
    const [arrival] = performance.getEntriesByType('navigation')
    if (!(arrival instanceof PerformanceNavigationTiming && arrival.type === 'back_forward')) look()
    return () => controller.abort()
  }, [])
  return (
    <form ref={form} action={action} method="post" className="mt-6">
      {children}
    </form>
  )
}
