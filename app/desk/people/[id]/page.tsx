import type { Metadata } from 'next'
import { z } from 'zod'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { mayManagePeople } from '#lib/people/policy.ts'
import { personOnFile } from '#lib/people/queries.ts'
import { sessionsOf } from '#lib/people/sessions.ts'
import { outsideTime } from '#lib/system-time.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { ownSessionHash } from '#app/_server/session.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { saidOf } from '#app/_ui/said-of.ts'
import { Day } from '#app/_ui/time.tsx'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { RoleBoxes } from '../_people/role-boxes.tsx'
import { PersonsFactor } from './persons-factor.tsx'
import { Sessions } from './sessions.tsx'
import { WritesAs } from './writes-as.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Person', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const doneWords: Record<string, string> = {
  roles: 'The roles are saved, and hold from the next page they open.',
  ended: 'The session has ended.',
  'ended-all': 'All sessions have ended.',
  reset: 'The second factor is reset, and they are signed out everywhere. They were told by mail.',
  connected: 'The author is connected: drafts credited to it are theirs.',
  disconnected: 'The author is no longer connected to this account.',
}

/** One person of the staff: roles, and where they are signed in. Anybody with an account can be given roles here. */
export default async function PersonPage({ params, searchParams }: Props) {
  const { id } = await params
  const staff = await requireStaff(`/desk/people/${encodeURIComponent(id)}`, mayManagePeople)
  const ctx = await requestContext()
  const person = z.uuid().safeParse(id).success ? await personOnFile(ctx, id) : null
  if (!person || person.deletedAt) return <DeskMissing what="person" back="/desk/people" backName="People" />
  const [settings, sessions, audit, { done }] = await Promise.all([
    magazine(),
    ownSessionHash().then((own) => sessionsOf(ctx, id, own)),
    auditOf(ctx, [subjectOf('person', id)]),
    searchParams,
  ])
  const { timeZone, locale } = settings
  const now = outsideTime(ctx)
  const isSelf = person.id === staff.id
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/people">People</a>
      </p>
      <h1>{person.name ?? 'No name'}</h1>
      <p className="mt-1">
        {person.email}
        <span className="text-soft">
          {isSelf && ', you'}, here since <Day at={person.createdAt} timeZone={timeZone} locale={locale} />,{' '}
          {person.lastSeenAt === null ? (
            'not seen yet'
          ) : (
            <>
              last seen <Ago at={person.lastSeenAt} now={now} settings={settings} />
            </>
          )}
          {person.roles.length === 0 && ', not on the staff'}
        </span>
      </p>
      <p className="mt-1">
        <a href={`/desk/members/${id}`}>What they give, and their membership</a>
      </p>
      {saidOf(doneWords, done) !== undefined && <DeskDone>{saidOf(doneWords, done)}</DeskDone>}
      <section aria-labelledby="roles" className="desk-section">
        <h2 id="roles">What they may do</h2>
        <form action={`/desk/people/${id}/roles`} className="mt-2 max-w-2xl space-y-3">
          <RoleBoxes ticked={person.roles} />
          <div className="desk-row">
            <button type="submit" className="button">
              Change the roles
            </button>
            {person.roles.length > 0 && (
              <a href={`/desk/people/${id}/roles`} className="button button-quiet">
                Remove from the staff
              </a>
            )}
          </div>
        </form>
      </section>
      <WritesAs ctx={ctx} person={person} />
      <PersonsFactor ctx={ctx} person={person} isSelf={isSelf} settings={settings} />
      <Sessions personId={id} sessions={sessions} now={now} settings={settings} />
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
