import type { Metadata } from 'next'
import { openInvitations, type Invitation } from '#lib/people/invitations.ts'
import { rolesInWords } from '#lib/people/model.ts'
import { mayManagePeople } from '#lib/people/policy.ts'
import { staffList } from '#lib/people/staff.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { outsideTime } from '#lib/system-time.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { saidOf } from '#app/_ui/said-of.ts'
import { DeskSearch } from '../_ui/desk-search.tsx'
import { DeskDone, DeskState } from '../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { Ago } from '../_ui/desk-time.tsx'
import { sendAgain, withdraw } from './actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'People', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const doneWords: Record<string, string> = {
  invited: 'The invitation is on its way.',
  sent: 'The invitation is on its way once more. The link of the mail before it opens nothing now.',
  withdrawn: 'The invitation is withdrawn. Its link opens nothing now.',
}

/** Who works for the magazine, and who is invited to. */
export default async function PeoplePage({ searchParams }: Props) {
  await requireStaff('/desk/people', mayManagePeople)
  const ctx = await requestContext()
  const { q: given, done } = await searchParams
  const q = typeof given === 'string' ? given.trim().slice(0, 200) : ''
  const [settings, staff, invitations] = await Promise.all([magazine(), staffList(ctx, q), openInvitations(ctx)])
  return (
    <>
      <div className="desk-row justify-between">
        <h1>People</h1>
        <a href="/desk/people/invite" className="button">
          Invite somebody
        </a>
      </div>
      <p className="desk-intro">
        Who works for the magazine, and as what. Readers and those who give are at <a href="/desk/members">Members</a>.
      </p>
      {saidOf(doneWords, done) !== undefined && <DeskDone>{saidOf(doneWords, done)}</DeskDone>}
      <DeskSearch path="/desk/people" q={q} asked="Name or e-mail" kept={{}} />
      {staff.length === 0 ? (
        <p className="desk-intro mt-4">Nobody on the staff has a name or an address like that.</p>
      ) : (
        <DeskTable
          label="Staff"
          columns={[
            { name: 'Name' },
            { name: 'E-mail', minor: true },
            { name: 'Roles' },
            { name: 'Second factor' },
            { name: 'Last seen' },
            { name: 'Sessions', figures: true, minor: true },
          ]}
        >
          {staff.map((person) => (
            <DeskRow key={person.id}>
              <DeskCell>
                <a href={`/desk/people/${person.id}`}>{person.name ?? person.email}</a>
              </DeskCell>
              <DeskCell minor>{person.email}</DeskCell>
              <DeskCell>{rolesInWords(person.roles)}</DeskCell>
              <DeskCell>
                <DeskState tone={person.hasSecondFactor ? 'good' : 'quiet'}>
                  {person.hasSecondFactor ? 'set up' : 'none'}
                </DeskState>
              </DeskCell>
              <DeskCell>
                {person.lastSeenAt === null ? (
                  <span className="text-soft">not yet</span>
                ) : (
                  <Ago at={person.lastSeenAt} now={outsideTime(ctx)} settings={settings} />
                )}
              </DeskCell>
              <DeskCell figures minor>
                {person.sessions}
              </DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
      <section aria-labelledby="invited" className="desk-section">
        <h2 id="invited">Invited, and not yet here</h2>
        {invitations.length === 0 ? (
          <p className="desk-intro">Nobody. Whoever is invited stands here until they accept.</p>
        ) : (
          <ul className="mt-2">
            {invitations.map((one) => (
              <InvitationLine key={one.id} invitation={one} now={ctx.now} settings={settings} />
            ))}
          </ul>
        )}
      </section>
    </>
  )
}

async function InvitationLine({
  invitation: { id, name, email, roles, invitedBy, sentAt, expiresAt, state },
  now,
  settings,
}: {
  invitation: Invitation
  now: Date
  settings: Magazine
}) {
  const [again, back] = await Promise.all([refusedForm(`again-${id}`), refusedForm(`withdraw-${id}`)])
  return (
    <li className="desk-row justify-between border-b border-rule py-2">
      <div>
        <strong>{name}</strong> {email}, {rolesInWords(roles)}
        <p className="text-soft">
          Invited by {invitedBy}, mailed <Ago at={sentAt} now={now} settings={settings} />;{' '}
          {state === 'open' ? (
            <>
              the link ends <Ago at={expiresAt} now={now} settings={settings} />
            </>
          ) : (
            <DeskState tone="warn">the link has ended</DeskState>
          )}
        </p>
      </div>
      <div className="desk-row">
        <ActForm action={sendAgain} start={again} hidden={{ id }} button="Send again" quiet />
        <ActForm action={withdraw} start={back} hidden={{ id }} button="Withdraw" quiet />
      </div>
    </li>
  )
}
