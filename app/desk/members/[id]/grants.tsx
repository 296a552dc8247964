import { v7 } from 'uuid'
import type { Standing } from '#lib/membership/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { Day } from '#app/_ui/time.tsx'
import { tierNames } from '../words.ts'
import { EndForm } from './end-form.tsx'
import { GrantForm } from './grant-form.tsx'

/** Memberships given without payment: those in force, to be ended early, and the form that gives one. */
export async function Grants({
  personId,
  standing,
  settings,
}: {
  personId: string
  standing: Standing
  settings: Magazine
}) {
  const { timeZone, locale } = settings
  const given = standing.sources.filter(({ source, state }) => source === 'complimentary' && state !== 'lapsed')
  const [start, endStart] = await Promise.all([refusedForm('grant'), refusedForm('end')])
  return (
    <section aria-labelledby="grants" className="desk-section">
      <h2 id="grants">Complimentary membership</h2>
      {given.map((grant) => (
        <div key={grant.sourceRef} className="mt-2">
          <p>
            {tierNames[grant.tier]} since <Day at={grant.since} timeZone={timeZone} locale={locale} />
            {grant.until ? (
              <>
                , until <Day at={grant.until} timeZone={timeZone} locale={locale} />
              </>
            ) : (
              ', open-ended'
            )}
            . <span className="text-soft">{grant.reason}</span>
          </p>
          <EndForm
            start={endStart.typed.grant === grant.sourceRef ? endStart : { message: '', fields: {}, typed: {} }}
            personId={personId}
            grantId={grant.sourceRef}
          />
        </div>
      ))}
      <details className="mt-2" open={start.message !== ''}>
        <summary>Give one</summary>
        <GrantForm start={start} personId={personId} grantId={start.typed.grant ?? v7()} />
      </details>
    </section>
  )
}
