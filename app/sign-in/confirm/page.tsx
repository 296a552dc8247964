import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ownPath } from '#app/_server/paths.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Sign in', robots: { index: false }, referrer: 'no-referrer' }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Where the mail's link leads. Opening it does nothing; the button does. */
export default async function ConfirmPage({ searchParams }: Props) {
  const { token, email, to } = await searchParams
  if (typeof token !== 'string' || typeof email !== 'string') redirect('/sign-in?error=Verification')
  return (
    <PlainPage title="Sign in">
      <p className="mt-3 text-lg text-soft">
        You are about to sign in as <strong className="text-ink">{email}</strong>.
      </p>
      <form action="/api/auth/callback/mail" method="get" className="mt-7">
        <input
          type="hidden"
          name="callbackUrl"
          value={`/api/me/welcome?to=${encodeURIComponent(ownPath(to, '/account'))}`}
        />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="email" value={email} />
        <button type="submit" className="button">
          Sign in
        </button>
      </form>
      <p className="mt-8 text-soft">You did not ask for this? Then close the page; nothing has happened.</p>
    </PlainPage>
  )
}
