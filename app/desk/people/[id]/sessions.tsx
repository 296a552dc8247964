import type { LiveSession } from '#lib/people/sessions.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { endAll, endOne } from '../actions.ts'

const columns = [{ name: 'Device' }, { name: 'Signed in' }, { name: 'Last seen' }, { name: 'End' }]

/** Where somebody is signed in. @param now by real time, which sessions are dated by */
export async function Sessions({
  personId,
  sessions,
  now,
  settings,
}: {
  personId: string
  sessions: LiveSession[]
  now: Date
  settings: Magazine
}) {
  const starts = new Map(
    await Promise.all(sessions.map(async ({ id }) => [id, await refusedForm(`end-${id}`)] as const)),
  )
  const all = await refusedForm('end-all')
  const includesOwn = sessions.some(({ isOwn }) => isOwn)
  return (
    <section aria-labelledby="sessions" className="desk-section">
      <h2 id="sessions">Signed in</h2>
      {sessions.length === 0 ? (
        <p className="desk-intro">Nowhere just now.</p>
      ) : (
        <>
          <p className="desk-intro">
            Each browser that is signed in, by what it says of itself. Ended, it has to sign in anew.
          </p>
          <DeskTable label="Sessions" columns={columns}>
            {sessions.map(({ id, device, beganAt, lastSeenAt, isOwn }) => (
              <DeskRow key={id}>
                <DeskCell>
                  {device}
                  {isOwn && <strong> (this one, yours)</strong>}
                </DeskCell>
                <DeskCell>
                  <Ago at={beganAt} now={now} settings={settings} />
                </DeskCell>
                <DeskCell>{lastSeenAt === null ? '—' : <Ago at={lastSeenAt} now={now} settings={settings} />}</DeskCell>
                <DeskCell>
                  <ActForm
                    action={endOne}
                    start={starts.get(id) ?? all}
                    hidden={{ id: personId, session: id }}
                    button={isOwn ? 'Sign out here' : 'End'}
                    quiet
                  />
                </DeskCell>
              </DeskRow>
            ))}
          </DeskTable>
          <details className="mt-3">
            <summary>End all sessions</summary>
            <p className="my-2 text-soft">
              {sessions.length === 1 ? 'The session ends' : `All ${sessions.length} sessions end`} at once
              {includesOwn && ', this one of yours too'}. Nothing else changes: roles stay.
            </p>
            <ActForm action={endAll} start={all} hidden={{ id: personId }} button="Yes, end all" quiet />
          </details>
        </>
      )}
    </section>
  )
}
