import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { factorOf, requiredOf, waitingSetUp, type WaitingSetUp } from '#lib/second-factor/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { ownPath } from '#app/_server/paths.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireOwnFactor } from '#app/_server/second-factor.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { AccountPage } from '../../_account/account-page.tsx'
import { CodeForm } from '../_security/code-form.tsx'
import { beginAuthenticator, confirmAuthenticator } from '../actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Authenticator app', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Sets up an authenticator app, or another in its place. The desk leads here whoever must have one and has none. */
export default async function AuthenticatorPage({ searchParams }: Props) {
  const to = ownPath((await searchParams).to, '/account/security')
  const { person, inSession } = await requireOwnFactor(`/account/security/authenticator?to=${encodeURIComponent(to)}`)
  const ctx = await requestContext()
  const [waiting, factor, required, confirm] = await Promise.all([
    waitingSetUp(ctx, person, inSession.sessionHash),
    factorOf(ctx, person.id),
    requiredOf(ctx, person),
    refusedForm('confirm-authenticator'),
  ])
  // Confirmed a moment ago, without a script: nothing waits any more, and the codes are to be shown.
  const isConfirming = waiting !== null || confirm.codes !== undefined
  return (
    <AccountPage at="/account/security" title="Authenticator app">
      {isConfirming ? (
        <CodeForm action={confirmAuthenticator} start={confirm} button="Confirm" to={to}>
          {waiting && <SquareCode waiting={waiting} />}
        </CodeForm>
      ) : factor === null ? (
        <Begin isNeeded={required !== null && required <= ctx.now} to={to} />
      ) : (
        <>
          <p className="mt-3 text-lg text-pretty text-soft">
            You have one already. With a code of it, or a recovery code, you set up another in its place; until that is
            confirmed, the one you have stays good.
          </p>
          <CodeForm
            action={beginAuthenticator}
            start={await refusedForm('begin-authenticator')}
            button="Set up another"
            hint="Or a recovery code, if the phone is gone."
            to={to}
          />
        </>
      )}
    </AccountPage>
  )
}

async function Begin({ isNeeded, to }: { isNeeded: boolean; to: string }) {
  const { name } = await magazine()
  return (
    <>
      <p className="mt-3 text-lg text-pretty text-soft">
        {isNeeded && (
          <strong className="text-ink">Whoever works at {name} needs a second factor before the desk opens. </strong>
        )}
        You need a phone and two minutes. An authenticator app shows a new code every half minute; the desk asks for it
        once in each browser you sign in with.
      </p>
      <Steps>
        <li>
          Install an authenticator app, if there is none on your phone: Google Authenticator, Microsoft Authenticator,
          2FAS, Aegis and most password managers all do.
        </li>
        <li>Scan the square code you are shown next.</li>
        <li>Type the code the app then shows, and keep the recovery codes.</li>
      </Steps>
      <div className="mt-6">
        <ActForm
          action={beginAuthenticator}
          start={await refusedForm('begin-authenticator')}
          hidden={{ to }}
          button="Show me the square code"
        />
      </div>
    </>
  )
}

function SquareCode({ waiting: { typed } }: { waiting: WaitingSetUp }) {
  return (
    <>
      <p className="mt-3 text-lg text-pretty text-soft">
        Scan this with the app, then type the code the app shows. Show it to nobody else; it is good for an hour.
      </p>
      {/* A drawing of somebody's secret: nothing must make copies of it in other sizes, nor keep it. */}
      {/* oxlint-disable-next-line nextjs/no-img-element */}
      <img
        src="/account/security/authenticator/square.svg"
        alt="Square code for your authenticator app; the key below says the same"
        width={232}
        height={232}
        className="mt-5 bg-white"
      />
      <details className="mt-4">
        <summary>Cannot scan it? Type the key</summary>
        <p className="mt-2">
          Choose “enter a key” in the app, based on time. The key: <code className="break-words">{typed}</code>
        </p>
      </details>
    </>
  )
}

function Steps({ children }: { children: ReactNode }) {
  return <ol className="mt-5 list-decimal space-y-1.5 pl-6">{children}</ol>
}
