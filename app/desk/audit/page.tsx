import type { Metadata } from 'next'
import { headlinesOf } from '#lib/articles/desk.ts'
import { auditChoices, auditLogOf } from '#lib/audit/log.ts'
import { mayReadAuditLog } from '#lib/audit/policy.ts'
import { invitedNames } from '#lib/people/invitations.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { formatMinute, Minute } from '#app/_ui/time.tsx'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { listAddress, placeFrom, placeIn } from '../_ui/list-address.ts'
import { auditQuerySchema, filterOf } from './_audit/addresses.ts'
import { AuditFilterForm } from './_audit/filter-form.tsx'
import { readDetails, readSubject, type Detail } from './_audit/words.ts'
import './audit.css'

export const instant = false
export const metadata: Metadata = { title: 'Audit log', robots: { index: false } }

const pageLength = 50
const columns = [{ name: 'When' }, { name: 'Who' }, { name: 'Did what' }, { name: 'To what' }]

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Everything staff did that somebody may have to answer for, the newest first. */
export default async function AuditPage({ searchParams }: Props) {
  const staff = await requireStaff('/desk/audit', mayReadAuditLog)
  const ctx = await requestContext()
  const given = await searchParams
  const query = auditQuerySchema.parse(given)
  const { timeZone, locale } = await magazine()
  const [found, { actorIds, kinds, actions }] = await Promise.all([
    auditLogOf(ctx, filterOf(query, timeZone), { after: placeFrom(given.after), limit: pageLength + 1 }),
    auditChoices(ctx),
  ])
  const rows = found.slice(0, pageLength).map((row) => ({ ...row, about: readSubject(row.subject, staff) }))
  const last = rows.at(-1)
  const idsOf = (kind: string) => [...new Set(rows.flatMap(({ about }) => (about.kind === kind ? [about.id] : [])))]
  const [people, headlines, invited] = await Promise.all([
    peopleNamed(ctx, [...new Set([...actorIds, ...idsOf('person')])]),
    headlinesOf(ctx, idsOf('article')),
    invitedNames(ctx, idsOf('invitation')),
  ])
  const choices = { kinds, actions, people: actorIds.map((id) => ({ id, name: people.get(id) ?? id })) }
  const isNarrowed = Object.values(query).some((value) => value !== undefined)
  return (
    <>
      <div className="desk-row justify-between">
        <h1>Audit log</h1>
        {rows.length > 0 && (
          <a href={listAddress('/desk/audit/audit-log.csv', query)} className="button button-quiet">
            Download as CSV
          </a>
        )}
      </div>
      <p className="desk-intro">
        What staff did, the newest first. Nothing here can be changed or removed. Moderators’ decisions have a record of
        their own, the <a href="/desk/comments/log">moderation log</a>; so has each of the{' '}
        <a href="/desk/cases">cases</a>. Who downloads the log is noted in it.
      </p>
      <AuditFilterForm query={query} choices={choices} />
      {isNarrowed && (
        <p className="mt-2">
          <a href="/desk/audit">Show all</a>
        </p>
      )}
      {rows.length === 0 ? (
        <p className="desk-intro mt-4">{isNarrowed ? 'No entry is like that.' : 'Nothing was done yet.'}</p>
      ) : (
        <DeskTable label="Audit log" columns={columns}>
          {rows.map(({ id, at, actorId, action, details, about }) => (
            <DeskRow key={id}>
              <DeskCell>
                <Minute at={at} timeZone={timeZone} locale={locale} />
              </DeskCell>
              <DeskCell>{people.get(actorId) ?? actorId}</DeskCell>
              <DeskCell>
                {action}
                <Details of={readDetails(about.kind, details, (instant) => formatMinute(instant, timeZone, locale))} />
              </DeskCell>
              <DeskCell>
                <AboutWhat
                  name={people.get(about.id) ?? headlines.get(about.id) ?? invited.get(about.id) ?? about.name}
                  href={about.href}
                />
              </DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
      {found.length > pageLength && last && (
        <p className="mt-4">
          <a href={listAddress('/desk/audit', { ...query, after: placeIn(last) })}>Earlier</a>
        </p>
      )}
    </>
  )
}

function AboutWhat({ name, href }: { name: string; href: string | undefined }) {
  return href === undefined ? name : <a href={href}>{name}</a>
}

function Details({ of }: { of: Detail[] }) {
  if (of.length === 0) return null
  return (
    <details>
      <summary>Details</summary>
      <dl className="audit-details">
        {of.map(({ name, before, value }) => (
          <div key={name}>
            <dt>{name}:</dt> <dd>{before === undefined ? value : `${before} → ${value}`}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
