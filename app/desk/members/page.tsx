import type { Metadata } from 'next'
import { maySeeMembers } from '#lib/donations/policy.ts'
import { Refusal } from '#lib/errors.ts'
import { readSearch } from '#lib/members/model.ts'
import { findMembers, type MemberPage } from '#lib/members/queries.ts'
import type { Context } from '#lib/context.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskSearch } from '../_ui/desk-search.tsx'
import { DeskState } from '../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { Ago } from '../_ui/desk-time.tsx'
import { addressOf, readQuery, type ListQuery } from './list-query.ts'
import { MemberFilters } from './member-filters.tsx'
import { giftInWords, standingInWords, standingTones } from './words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Members', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const pageLength = 50

/** Everybody with an account, found by name, address or any id of Stripe's, narrowed by state and tier. */
export default async function MembersPage({ searchParams }: Props) {
  await requireStaff('/desk/members', maySeeMembers)
  const ctx = await requestContext()
  const query = readQuery(await searchParams)
  const [settings, found] = await Promise.all([magazine(), find(ctx, query)])
  const { members, next, problem } = found
  const newestFirst = query.order !== 'oldest'
  return (
    <>
      <h1>Members</h1>
      <DeskSearch
        path="/desk/members"
        q={query.q}
        asked="Name, e-mail, Stripe id or receipt number"
        kept={{ state: query.state, tier: query.tier }}
      />
      <MemberFilters query={query} />
      {problem !== null && (
        <p role="alert" className="mt-4 font-semibold">
          {problem}
        </p>
      )}
      {members.length > 0 && (
        <DeskTable
          label="People"
          columns={[
            { name: 'Name' },
            { name: 'E-mail' },
            { name: 'Standing' },
            { name: 'Gives', minor: true },
            {
              name: 'Here since',
              minor: true,
              href: addressOf({ ...query, order: newestFirst ? 'oldest' : 'newest', after: undefined }),
              sorted: newestFirst ? 'descending' : 'ascending',
            },
          ]}
        >
          {members.map((member) => (
            <DeskRow key={member.id}>
              <DeskCell>
                <a href={`/desk/members/${member.id}`}>{member.name ?? (member.deleted ? 'Deleted' : 'No name')}</a>
              </DeskCell>
              <DeskCell>
                {member.deleted ? '—' : member.email}
                {member.mailRefused && <span className="text-accent"> (mail refused)</span>}
              </DeskCell>
              <DeskCell>
                <DeskState tone={standingTones[member.standing.state]}>
                  {standingInWords(member.standing, settings)}
                </DeskState>
              </DeskCell>
              <DeskCell minor>
                {member.gifts
                  .map((gift) => giftInWords({ ...gift, frequency: gift.interval }, settings.locale))
                  .join(', ') || '—'}
              </DeskCell>
              <DeskCell minor>
                <Ago at={member.createdAt} now={ctx.now} settings={settings} />
              </DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
      {members.length === 0 && problem === null && (
        <p className="desk-intro mt-4">
          {next === null
            ? 'Nobody is found. A Stripe id (cus_…, sub_…, in_…, pi_…, ch_…) or a receipt’s number finds its donor, too.'
            : 'Nobody among those looked at so far.'}
        </p>
      )}
      {next !== null && (
        <p className="mt-3">
          <a href={addressOf({ ...query, after: next })}>{members.length < pageLength ? 'Look further' : 'More'}</a>
        </p>
      )}
    </>
  )
}

async function find(ctx: Context, query: ListQuery): Promise<MemberPage & { problem: string | null }> {
  const search = readSearch(query.q)
  if (search.kind === 'too_short') return { members: [], next: null, problem: 'Type at least three letters.' }
  try {
    const order = query.order ?? 'newest'
    return { ...(await findMembers(ctx, { ...query, search, order, limit: pageLength })), problem: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { members: [], next: null, problem: error.message }
  }
}
