import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { factorOf } from '#lib/second-factor/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireOwnFactor } from '#app/_server/second-factor.ts'
import { AccountPage } from '../../_account/account-page.tsx'
import { CodeForm } from '../_security/code-form.tsx'
import { turnOff } from '../actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Turn off the second factor', robots: { index: false } }

/** Takes one's own second factor away, by a code of it. */
export default async function TurnOffPage() {
  const { person } = await requireOwnFactor('/account/security/turn-off')
  if ((await factorOf(await requestContext(), person.id)) === null) redirect('/account/security')
  return (
    <AccountPage at="/account/security" title="Turn off the second factor">
      <p className="mt-3 text-lg text-pretty text-soft">
        Whoever reads your mail can then open the desk as you. The recovery codes end with it.
      </p>
      <CodeForm
        action={turnOff}
        start={await refusedForm('turn-off')}
        button="Turn it off"
        hint="Or a recovery code, if the phone is gone."
        to="/account/security"
      />
    </AccountPage>
  )
}
