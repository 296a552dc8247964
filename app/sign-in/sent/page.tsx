import type { Metadata } from 'next'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { ownPath } from '#app/_server/paths.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { CodeForm } from '../code-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Check your mail', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SentPage({ searchParams }: Props) {
  const { email: given, to } = await searchParams
  const email = typeof given === 'string' ? given.slice(0, 254) : ''
  const path = ownPath(to, '/account')
  return (
    <PlainPage title="Check your mail">
      <p className="mt-3 text-lg text-pretty text-soft">
        A mail is on its way to <strong className="text-ink">{email || 'you'}</strong>. Open the link in it on this
        device, or type its code here. Both work for 15 minutes, once.
      </p>
      <CodeForm start={await refusedForm('code')} to={path} email={email} />
      <p className="mt-10 border-t border-rule pt-4 text-soft">
        Nothing after a few minutes? Look in the spam folder, or{' '}
        <a href={`/sign-in?${new URLSearchParams({ to: path, email })}`}>ask for another mail or correct the address</a>
        .
      </p>
    </PlainPage>
  )
}
