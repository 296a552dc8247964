import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { factorOf } from '#lib/second-factor/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireOwnFactor } from '#app/_server/second-factor.ts'
import { AccountPage } from '../../_account/account-page.tsx'
import { CodeForm } from '../_security/code-form.tsx'
import { newRecoveryCodes } from '../actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Recovery codes', robots: { index: false } }

/** Ten new recovery codes in place of the old. */
export default async function RecoveryCodesPage() {
  const { person } = await requireOwnFactor('/account/security/recovery-codes')
  const factor = await factorOf(await requestContext(), person.id)
  if (factor === null) redirect('/account/security/authenticator')
  const start = await refusedForm('recovery-codes')
  return (
    <AccountPage at="/account/security" title="Recovery codes">
      <CodeForm action={newRecoveryCodes} start={start} button="Make new recovery codes" to="/account/security">
        <p className="mt-3 text-lg text-pretty text-soft">
          Ten new codes for when the phone is not at hand. Those you have now (
          {factor.codesLeft === 1 ? '1 is' : `${factor.codesLeft || 'none'} are`} left) then open nothing any more.
        </p>
      </CodeForm>
    </AccountPage>
  )
}
