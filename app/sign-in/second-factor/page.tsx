import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { doorAddress } from '#app/_server/door-address.ts'
import { ownPath } from '#app/_server/paths.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireOwnFactor } from '#app/_server/second-factor.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { FactorForms } from './factor-forms.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Second factor', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Before the desk, once a session: that it is they who hold the phone. */
export default async function SecondFactorPage({ searchParams }: Props) {
  const to = ownPath((await searchParams).to, '/desk')
  const { person, door } = await requireOwnFactor(doorAddress('ask', to))
  if (door === 'open') redirect(to)
  if (door === 'set_up') redirect(doorAddress('set_up', to))
  return (
    <PlainPage title="One more step">
      <p className="mt-3 text-lg text-pretty text-soft">
        You are signed in as <strong className="text-ink">{person.email}</strong>. The desk asks for the code your
        authenticator app shows now, once in this browser until you sign out.
      </p>
      <FactorForms start={await refusedForm('second-factor')} to={to} />
      <p className="mt-10 border-t border-rule pt-4 text-soft">
        Lost the phone and the recovery codes, too? An administrator can reset your second factor at People. Not at the
        desk now? <a href="/account">Your account</a> is open as it is.
      </p>
    </PlainPage>
  )
}
