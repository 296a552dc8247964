import type { Metadata } from 'next'
import { z } from 'zod'
import { waitingDeletionOf, type WaitingDeletion } from '#lib/accounts/deletion.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { donorFile } from '#lib/donations/donor-file.ts'
import { maySeeMembers } from '#lib/donations/policy.ts'
import { standingAt } from '#lib/membership/model.ts'
import { mayGrantMembership } from '#lib/membership/policy.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import { personOnFile } from '#lib/people/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { saidOf } from '#app/_ui/said-of.ts'
import { Day } from '#app/_ui/time.tsx'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskDone, DeskState } from '../../_ui/desk-state.tsx'
import { standingInWords, standingTones } from '../words.ts'
import { Giving } from './giving.tsx'
import { Grants } from './grants.tsx'
import { Ledger } from './ledger.tsx'
import { Traces } from './traces.tsx'
import { Why } from './why.tsx'
import { DeskMissing } from '../../_ui/desk-missing.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Member', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const doneWords: Record<string, string> = {
  granted: 'The membership is given.',
  ended: 'The complimentary membership has ended.',
  refunded: 'The money is on its way back, and a mail says so to the donor.',
  deleted: 'The account is deleted, and a last mail says so.',
  deletion_waits:
    'Stripe, where what they give must end first, does not answer just now. The account is deleted as soon as it does; nothing needs to be done twice.',
  kept: 'Stripe does not answer just now. The refund is kept and made as soon as Stripe does; nothing needs to be done twice.',
}

/** Everything about one person on one page. */
export default async function MemberPage({ params, searchParams }: Props) {
  const { id } = await params
  const staff = await requireStaff(`/desk/members/${encodeURIComponent(id)}`, maySeeMembers)
  const { on, done } = await searchParams
  const ctx = await requestContext()
  const person = z.uuid().safeParse(id).success ? await personOnFile(ctx, id) : null
  if (!person) return <DeskMissing what="person" back="/desk/members" backName="Members" />
  const [settings, ledger, file, audit, waiting] = await Promise.all([
    magazine(),
    ledgerOf(ctx, id),
    donorFile(ctx, id),
    auditOf(ctx, [subjectOf('person', id)]),
    waitingDeletionOf(ctx, id),
  ])
  const standing = standingAt(ledger, ctx.now)
  const { timeZone, locale } = settings
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/members">Members</a>
      </p>
      <h1>{person.deletedAt ? 'A deleted account' : (person.name ?? 'No name')}</h1>
      <p className="mt-1">
        {person.deletedAt === null && `${person.email}, `}
        <span className="text-soft">
          here since <Day at={person.createdAt} timeZone={timeZone} locale={locale} />
          {!person.hasSignedIn && ', has never signed in'}
          {person.roles.length > 0 && `, staff: ${person.roles.join(', ').replaceAll('_', ' ')}`}
        </span>
      </p>
      {person.deletedAt && (
        <p className="mt-1">
          <DeskState tone="quiet">
            Deleted on <Day at={person.deletedAt} timeZone={timeZone} locale={locale} />; what accounts must keep is
            left.
          </DeskState>
        </p>
      )}
      {person.mailRefused && (
        <p className="mt-1">
          <DeskState tone="bad">
            Mail has been refused since <Day at={person.mailRefused.at} timeZone={timeZone} locale={locale} />
          </DeskState>{' '}
          <span className="text-soft">{person.mailRefused.because}</span>
        </p>
      )}
      {saidOf(doneWords, done) !== undefined && <DeskDone>{saidOf(doneWords, done)}</DeskDone>}
      <section aria-labelledby="standing" className="desk-section">
        <h2 id="standing">
          <DeskState tone={standingTones[standing.state]}>{standingInWords(standing, settings)}</DeskState>
        </h2>
        <Why ledger={ledger} now={ctx.now} on={typeof on === 'string' ? on : ''} settings={settings} />
      </section>
      <Giving file={file} settings={settings} ctx={ctx} />
      {mayGrantMembership(staff) && <Grants personId={id} standing={standing} settings={settings} />}
      <Ledger rows={ledger} settings={settings} />
      <Traces person={person} file={file} settings={settings} ctx={ctx} />
      {person.deletedAt === null && <KeptAboutThem email={person.email} personId={id} waiting={waiting} />}
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}

interface Kept {
  personId: string
  email: string
  waiting: WaitingDeletion | null
}

/** For those who ask in writing for a copy, or to be forgotten. */
function KeptAboutThem({ personId, email, waiting }: Kept) {
  return (
    <section aria-labelledby="data" className="desk-section">
      <h2 id="data">What is kept about them</h2>
      <p>
        Should they ask for it in writing:{' '}
        <a href={`/desk/settings/data-requests?${new URLSearchParams({ email })}`}>
          put it together, and write to them
        </a>
        .
      </p>
      {waiting ? (
        <p className="mt-1">
          <DeskState tone="warn">Waits to be deleted</DeskState> What they give must end at Stripe first, which does not
          answer. It is tried again by itself.
        </p>
      ) : (
        <p className="mt-1">
          Should they ask to be forgotten: <a href={`/desk/members/${personId}/delete`}>delete their account</a>.
        </p>
      )}
    </section>
  )
}
