'use client'

import { useSyncExternalStore } from 'react'

/** What the server called the request for this page (app/_server/arrivals.ts), where the browser tells. */
function nameOfRequest(): string | undefined {
  const [navigation] = performance.getEntriesByType('navigation')
  if (!(navigation instanceof PerformanceNavigationTiming)) return undefined
  return navigation.serverTiming?.find(({ name }) => name === 'request')?.description
}

const never = () => () => undefined

/** What to quote to us, by which the log is searched: the request, and the fault. */
export function QuoteRequest({ digest }: { digest: string | undefined }) {
  const request = useSyncExternalStore(never, nameOfRequest, () => undefined)
  const numbers = [request, digest].filter((number) => number !== undefined && number !== '')
  if (numbers.length === 0) return null
  return (
    <p className="label mt-8 text-soft">
      If you write to us about it, quote <span className="select-all break-all">{numbers.join(' · ')}</span>
    </p>
  )
}
