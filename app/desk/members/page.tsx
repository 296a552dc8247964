import type { Metadata } from 'next'
import { maySeeMembers } from '#lib/donations/policy.ts'
import { newestPeople } from '#lib/people/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { Ago } from '../_ui/desk-time.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Members', robots: { index: false } }

/** Everybody with an account, the newest first. */
export default async function MembersPage() {
  await requireStaff('/desk/members', maySeeMembers)
  const ctx = await requestContext()
  const [settings, people] = await Promise.all([magazine(), newestPeople(ctx, 100)])
  return (
    <>
      <h1>Members</h1>
      <DeskTable
        label="People, the newest first"
        columns={[{ name: 'Name' }, { name: 'E-mail' }, { name: 'Here since', minor: true }]}
      >
        {people.map((person) => (
          <DeskRow key={person.id}>
            <DeskCell>{person.name ?? '—'}</DeskCell>
            <DeskCell>{person.email}</DeskCell>
            <DeskCell minor>
              <Ago at={person.createdAt} now={ctx.now} settings={settings} />
            </DeskCell>
          </DeskRow>
        ))}
      </DeskTable>
    </>
  )
}
