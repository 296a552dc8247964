import type { FactorOnFile } from '#lib/second-factor/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Day } from '#app/_ui/time.tsx'

/** Fewer left than this, and one is reminded to make new ones. */
const few = 4

/** The second factor of somebody on the staff, and what can be done about it. */
export function OwnFactor({
  factor,
  required,
  now,
  settings: { timeZone, locale },
}: {
  factor: FactorOnFile | null
  required: Date | null
  now: Date
  settings: Magazine
}) {
  const isNeeded = required !== null && required <= now
  return (
    <section aria-labelledby="factor" className="mt-8 border-t border-strong pt-4">
      <h2 id="factor" className="text-2xl">
        Second factor
      </h2>
      {factor === null ? (
        <>
          <p className="mt-2 text-pretty">
            You work here. With an app on your phone that shows a new code every half minute, nobody opens the desk who
            only reads your mail.
            {required !== null && (
              <strong>
                {' '}
                {isNeeded ? (
                  'The desk opens once you have one.'
                ) : (
                  <>
                    From <Day at={required} timeZone={timeZone} locale={locale} /> on, the desk opens only with one.
                  </>
                )}
              </strong>
            )}
          </p>
          <p className="mt-5">
            <a href="/account/security/authenticator" className="button">
              Set up an authenticator app
            </a>
          </p>
        </>
      ) : (
        <>
          <p className="mt-2 text-pretty">
            An authenticator app, since <Day at={factor.setUpAt} timeZone={timeZone} locale={locale} />. The desk asks
            for its code once in each browser you sign in with.
          </p>
          <p className={factor.codesLeft < few ? 'mt-2 font-semibold' : 'mt-2'}>
            {factor.codesLeft === 1 ? '1 recovery code is' : `${factor.codesLeft || 'No'} recovery codes are`} left.
            {factor.codesLeft < few && ' Make new ones before you need them.'}
          </p>
          <ul className="mt-5 flex flex-wrap gap-3">
            <li>
              <a href="/account/security/recovery-codes" className="button button-quiet">
                New recovery codes
              </a>
            </li>
            <li>
              <a href="/account/security/authenticator" className="button button-quiet">
                Another phone or app
              </a>
            </li>
            {!isNeeded && (
              <li>
                <a href="/account/security/turn-off" className="button button-quiet">
                  Turn it off
                </a>
              </li>
            )}
          </ul>
        </>
      )}
    </section>
  )
}
