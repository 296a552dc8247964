import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { currentPerson } from '#app/_server/session.ts'
import { ownPath } from '#app/_server/paths.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { SignInForm } from './sign-in-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SignInPage({ searchParams }: Props) {
  const { to, error, email } = await searchParams
  const path = ownPath(to, '/account')
  if (await currentPerson()) redirect(path)
  return (
    <PlainPage title="Sign in">
      <p className="mt-3 text-lg text-pretty text-soft">
        No password. We send a link and a code by mail; either signs you in, and if you are new here, it makes your
        account.
      </p>
      {error !== undefined && (
        <p role="alert" className="mt-6 border-l-4 border-accent bg-panel px-4 py-3 font-plain text-[0.9375rem]">
          <strong>That link is used up or too old.</strong> A link works once, for 15 minutes. Ask for a new one here.
        </p>
      )}
      <SignInForm start={await refusedForm('sign-in')} to={path} email={typeof email === 'string' ? email : ''} />
    </PlainPage>
  )
}
