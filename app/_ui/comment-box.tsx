'use client'

import { lazy, Suspense, type ReactNode } from 'react'
import { useMe } from './me.ts'

/** Loaded by whoever is signed in, and by nobody else. */
const Commenting = lazy(async () => ({ default: (await import('./commenting/commenting.tsx')).Commenting }))

/**
 * Shows its children (the invitation to join) to visitors and until it is known who reads; then what this person may do
 * in the thread. The server decides again at every write.
 */
export function CommentBox({ slug, children }: { slug: string; children: ReactNode }) {
  const me = useMe()
  if (!me?.signedIn) return children
  return (
    <Suspense fallback={children}>
      <Commenting slug={slug} me={me}>
        {children}
      </Commenting>
    </Suspense>
  )
}
