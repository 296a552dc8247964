import type { Context } from '#lib/context.ts'
import type { Person } from '#lib/people/model.ts'
import { factorOf } from '#lib/second-factor/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { Day } from '#app/_ui/time.tsx'
import { reset } from '../actions.ts'

/** The second factor of somebody on the staff; an administrator takes it away from who has lost it. */
export async function PersonsFactor({
  ctx,
  person: { id, roles },
  isSelf,
  settings: { timeZone, locale },
}: {
  ctx: Context
  person: Person
  isSelf: boolean
  settings: Magazine
}) {
  const factor = await factorOf(ctx, id)
  if (factor === null && roles.length === 0) return null
  const start = await refusedForm('reset-factor')
  return (
    <section aria-labelledby="factor" className="desk-section">
      <h2 id="factor">Second factor</h2>
      {factor === null ? (
        <p className="desk-intro">None. Only they can set one up, in their account under Security.</p>
      ) : (
        <>
          <p className="desk-intro">
            An authenticator app, since <Day at={factor.setUpAt} timeZone={timeZone} locale={locale} />;{' '}
            {factor.codesLeft} recovery codes left.
          </p>
          {isSelf ? (
            <p className="mt-2">
              <a href="/account/security">Renew yours or turn it off</a>, by a code.
            </p>
          ) : (
            <details className="mt-3" open={start.message !== ''}>
              <summary>Reset it</summary>
              <p className="my-2 max-w-2xl text-soft">
                For who has lost phone and recovery codes. Be sure that it is they who ask: call them. Their second
                factor is taken away and they are signed out everywhere; they sign in by mail and set up another. They
                are told by mail.
              </p>
              <ActForm action={reset} start={start} hidden={{ id }} button="Yes, reset their second factor" quiet />
            </details>
          )}
        </>
      )}
    </section>
  )
}
