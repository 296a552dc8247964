'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Milliseconds between two looks. */
const pause = 3_000

/** Keeps the page up to date while an archive is being written; without JavaScript the page is loaded again by hand. */
export function LookAgain() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, pause)
    return () => clearInterval(timer)
  }, [router])
  return null
}
