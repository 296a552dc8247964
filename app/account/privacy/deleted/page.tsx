import type { Metadata } from 'next'
import { connection } from 'next/server'
import { magazine } from '#app/_server/published.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { WhatStays } from '../what-stays.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Account deleted', robots: { index: false } }

/** Where a deletion ends: nobody is signed in any more. */
export default async function DeletedPage() {
  await connection()
  const settings = await magazine()
  return (
    <PlainPage title="Your account is deleted">
      <p className="mt-4 text-lg text-pretty">
        Your name and address are gone, and nothing more will be charged. A last mail confirms it. Thank you for having
        read {settings.name}; you are welcome back at any time.
      </p>
      <h2 className="mt-9 border-t border-strong pt-4 text-2xl">What stays, and why</h2>
      <WhatStays />
      <p className="mt-6">
        <a href="/" className="button button-quiet">
          To the front page
        </a>
      </p>
    </PlainPage>
  )
}
