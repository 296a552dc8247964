import type { LiveSession } from '#lib/people/sessions.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { Minute } from '#app/_ui/time.tsx'
import { leaveEverywhere } from '../../actions.ts'
import { endOwn } from '../actions.ts'

/** The browsers one is signed in with, each to be signed out. */
export async function OwnSessions({
  sessions,
  settings: { timeZone, locale },
}: {
  sessions: LiveSession[]
  settings: Magazine
}) {
  const lines = await Promise.all(
    sessions.map(async (session) => ({ ...session, start: await refusedForm(`end-${session.id}`) })),
  )
  return (
    <section aria-labelledby="sessions" className="mt-12 border-t border-strong pt-4">
      <h2 id="sessions" className="text-2xl">
        Where you are signed in
      </h2>
      <p className="mt-2 text-pretty text-soft">
        Each browser, by what it says of itself. One you do not know? Sign it out, and change the password of your
        mailbox: whoever reads your mail can sign in.
      </p>
      <ul className="mt-4 border-t border-rule">
        {lines.map(({ id, device, beganAt, lastSeenAt, isOwn, start }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2 border-b border-rule py-3"
          >
            <span>
              <strong>{device}</strong>
              {isOwn && ', this one'}
              <span className="block text-[0.9375rem] text-soft">
                since <Minute at={beganAt} timeZone={timeZone} locale={locale} />
                {lastSeenAt !== null && (
                  <>
                    , last seen <Minute at={lastSeenAt} timeZone={timeZone} locale={locale} />
                  </>
                )}
              </span>
            </span>
            {!isOwn && <ActForm action={endOwn} start={start} hidden={{ session: id }} button="Sign out there" quiet />}
          </li>
        ))}
      </ul>
      <form action={leaveEverywhere} className="mt-5">
        <button type="submit" className="button button-quiet">
          Sign out everywhere
        </button>
      </form>
    </section>
  )
}
