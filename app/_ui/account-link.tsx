'use client'

import { useMe } from './me.ts'

/** Leads to the account; a visitor is asked to sign in there. Without JavaScript it says so from the start. */
export function AccountLink() {
  const me = useMe()
  return (
    <a
      href={me !== null && me.notices > 0 ? '/account/comments/notices' : '/account'}
      className="inline-flex min-h-11 min-w-14 items-center justify-end whitespace-nowrap no-underline hover:underline"
    >
      {me?.signedIn ? 'Account' : 'Sign in'}
      {me !== null && me.notices > 0 && (
        <span className="ml-1.5 font-semibold text-accent">
          {me.notices > 99 ? '99+' : me.notices}
          <span className="sr-only"> {me.notices === 1 ? 'new notice' : 'new notices'}</span>
        </span>
      )}
    </a>
  )
}
