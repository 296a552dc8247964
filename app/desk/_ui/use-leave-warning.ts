'use client'

import { useEffect, useEffectEvent } from 'react'

/**
 * Lets the browser ask once before the page is left by a link, closed or loaded anew, where something would be lost by it. The
 * desk's links are loads of a page, so that it asks before those, too.
 */
export function useLeaveWarning(isInDanger: () => boolean): void {
  const isLost = useEffectEvent(isInDanger)
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isLost()) event.preventDefault()
    }
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [])
}
