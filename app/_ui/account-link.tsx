'use client'

import { useMe } from './me.ts'

/** Leads to the account; a visitor is asked to sign in there. Without JavaScript it says so from the start. */
export function AccountLink() {
  const me = useMe()
  return (
    <a
      href="/account"
      className="inline-flex min-h-11 min-w-14 items-center justify-end whitespace-nowrap no-underline hover:underline"
    >
      {me?.signedIn ? 'Account' : 'Sign in'}
    </a>
  )
}
