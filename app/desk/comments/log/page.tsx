import type { Metadata } from 'next'
import { z } from 'zod'
import { moderationLogOf, moderators } from '#lib/comments/moderation/log.ts'
import { mayModerate } from '#lib/comments/moderation/policy.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskFilters } from '../../_ui/desk-filters.tsx'
import { listAddress, placeFrom, placeIn } from '../../_ui/list-address.ts'
import { Done } from '../_comments/done.tsx'
import { LogLines } from '../_comments/log-lines.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Moderation log', robots: { index: false } }

const pageLength = 50
const querySchema = z.object({
  actor: z.uuid().optional().catch(undefined),
  person: z.uuid().optional().catch(undefined),
  after: z.string().optional().catch(undefined),
})

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Who did what about comments and commenters. Nothing in it is ever changed or removed. */
export default async function ModerationLogPage({ searchParams }: Props) {
  const staff = await requireStaff('/desk/comments/log', mayModerate)
  const ctx = await requestContext()
  const given = await searchParams
  const { actor, person, after } = querySchema.parse(given)
  const [lines, people, settings, names] = await Promise.all([
    moderationLogOf(ctx, { actorId: actor, personId: person, after: placeFrom(after), limit: pageLength + 1 }),
    moderators(ctx),
    magazine(),
    peopleNamed(ctx, person === undefined ? [] : [person]),
  ])
  const here = (change: Record<string, string | undefined>) =>
    listAddress('/desk/comments/log', { actor, person, ...change })
  const page = lines.slice(0, pageLength)
  const last = page.at(-1)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/comments">Comments</a>
      </p>
      <h1>Moderation log</h1>
      <p className="desk-intro">
        What the automatic checks and moderators did, the newest first. Nothing here is ever changed: what is taken back
        stands beside what took it back.
      </p>
      <DeskFilters
        label="Moderator"
        filters={[
          { name: 'Everybody', href: here({ actor: undefined }), here: actor === undefined },
          ...people.map(({ id, name }) => ({ name: name ?? 'No name', href: here({ actor: id }), here: actor === id })),
        ]}
      />
      {person && (
        <p className="mt-2">
          About <strong>{names.get(person) ?? 'nobody we know'}</strong>{' '}
          <a href={here({ person: undefined })}>About everybody</a>
        </p>
      )}
      <Done query={given} back={here({})} />
      {page.length === 0 && <p className="desk-intro mt-4">Nothing was done yet.</p>}
      <LogLines lines={page} now={ctx.now} settings={settings} viewerId={staff.id} back={here({})} />
      {lines.length > pageLength && last && (
        <p className="mt-3">
          <a href={here({ after: placeIn(last) })}>Earlier</a>
        </p>
      )}
    </>
  )
}
