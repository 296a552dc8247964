import type { Metadata } from 'next'
import { z } from 'zod'
import { commentsAtDesk } from '#lib/comments/moderation/at-desk.ts'
import { commentStates } from '#lib/comments/moderation/model.ts'
import { mayModerate, mayPick } from '#lib/comments/moderation/policy.ts'
import { mostCounted, queueCounts, queueOf, queues } from '#lib/comments/moderation/queues.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import { articleAtDesk } from '#lib/articles/desk.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskFilters } from '../_ui/desk-filters.tsx'
import { DeskSearch } from '../_ui/desk-search.tsx'
import { listAddress, placeFrom, placeIn } from '../_ui/list-address.ts'
import { CommentCard, seenOf } from './_comments/comment-card.tsx'
import { BulkForm, DecideForms, PickForm } from './_comments/decide-forms.tsx'
import { Done } from './_comments/done.tsx'
import { counted, emptyWords, queueNames, stateNames } from './_comments/words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Comments', robots: { index: false } }

const pageLength = 25
const querySchema = z.object({
  queue: z.enum(queues).optional().catch(undefined),
  state: z.enum(commentStates).optional().catch(undefined),
  article: z.uuid().optional().catch(undefined),
  person: z.uuid().optional().catch(undefined),
  q: z.string().max(200).catch(''),
  after: z.string().optional().catch(undefined),
})

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Comments by what they wait for. Moderators decide here; editors see what is published, and pick. */
export default async function CommentsPage({ searchParams }: Props) {
  const staff = await requireStaff('/desk/comments', mayPick)
  const moderates = mayModerate(staff)
  const ctx = await requestContext()
  const given = await searchParams
  const asked = querySchema.parse(given)
  const { article, person, q } = asked
  const counts = moderates ? await queueCounts(ctx) : null
  const queue = !moderates ? 'all' : (asked.queue ?? firstToWork(counts, article ?? person ?? (q || undefined)))
  const state = moderates ? asked.state : 'published'
  const found = await queueOf(ctx, {
    queue,
    state: queue === 'all' ? state : undefined,
    articleId: article,
    personId: person,
    q,
    after: placeFrom(asked.after),
    limit: pageLength + 1,
  })
  const page = found.slice(0, pageLength)
  const [comments, settings, decideStart, bulkStart, pickStart, names, about] = await Promise.all([
    commentsAtDesk(
      ctx,
      page.map(({ commentId }) => commentId),
      { moderates },
    ),
    magazine(),
    refusedForm('decide'),
    refusedForm('bulk'),
    refusedForm('pick'),
    peopleNamed(ctx, person === undefined ? [] : [person]),
    article === undefined ? null : articleAtDesk(ctx, article),
  ])
  const here = (change: Record<string, string | undefined>) =>
    listAddress('/desk/comments', { queue, state: queue === 'all' ? state : undefined, article, person, q, ...change })
  const back = here(asked.after === undefined ? {} : { after: asked.after })
  const last = page.at(-1)
  return (
    <>
      <div className="desk-row justify-between">
        <h1>Comments</h1>
        {counts && (
          <div className="desk-row">
            <a href="/desk/comments/appeals" className="button button-quiet">
              Appeals {counted(counts.appeals, mostCounted, settings.locale)}
            </a>
            <a href="/desk/comments/log" className="button button-quiet">
              Log
            </a>
          </div>
        )}
      </div>
      {counts && (
        <DeskFilters
          label="Queue"
          filters={queues.map((name) => ({
            name:
              name === 'all'
                ? queueNames.all
                : `${queueNames[name]} ${counted(counts[name], mostCounted, settings.locale)}`,
            href: listAddress('/desk/comments', { queue: name, article, person, q }),
            here: queue === name,
          }))}
        />
      )}
      {moderates && queue === 'all' && (
        <DeskFilters
          label="State"
          filters={[
            { name: 'Every state', href: here({ state: undefined }), here: state === undefined },
            ...commentStates.map((name) => ({
              name: stateNames[name].name,
              href: here({ state: name }),
              here: state === name,
            })),
          ]}
        />
      )}
      <DeskSearch
        path="/desk/comments"
        q={q}
        asked="Words of the comment"
        kept={{ queue, state: queue === 'all' ? state : undefined, article, person }}
      />
      {(about ?? person) && (
        <p className="mt-2">
          {about && (
            <>
              Under <strong>{about.headline}</strong>{' '}
            </>
          )}
          {person && (
            <>
              By <strong>{names.get(person) ?? 'nobody we know'}</strong>{' '}
            </>
          )}
          <a href={here({ article: undefined, person: undefined })}>Show all</a>
        </p>
      )}
      <Done query={given} back={back} />
      {moderates && comments.length > 0 && <BulkForm start={bulkStart} back={back} />}
      {comments.length === 0 && <p className="desk-intro mt-4">{emptyWords[q || article || person ? 'all' : queue]}</p>}
      {comments.map((comment) => {
        const isTaken = comment.taker !== null && comment.taker.id !== staff.id
        const isWaiting = comment.reports.length > 0 || queue === 'new'
        return (
          <CommentCard
            key={comment.id}
            comment={isTaken ? comment : { ...comment, taker: null }}
            now={ctx.now}
            settings={settings}
            moderates={moderates}
            inList
          >
            {moderates && !isTaken && (
              <DecideForms
                start={decideStart}
                seen={seenOf(comment)}
                state={comment.state}
                isWaiting={isWaiting}
                back={back}
              />
            )}
            {comment.state === 'published' && !isTaken && (
              <PickForm start={pickStart} id={comment.id} isPicked={comment.isPicked} back={back} />
            )}
            <a href={`/desk/comments/${comment.id}`} className="desk-card-open">
              {moderates ? 'More' : 'Open'}
              <span className="sr-only"> about the comment by {comment.name}</span>
            </a>
          </CommentCard>
        )
      })}
      {found.length > pageLength && last && (
        <p className="mt-4">
          <a href={here({ after: placeIn(last.place) })}>Further on</a>
        </p>
      )}
    </>
  )
}

/** What is worked off first: reports, then what is held, then newcomers. A list that is narrowed is of all. */
function firstToWork(
  counts: { reported: number; held: number; new: number } | null,
  narrowed: string | undefined,
): (typeof queues)[number] {
  if (counts === null || narrowed !== undefined) return 'all'
  return (['reported', 'held', 'new'] as const).find((name) => counts[name] > 0) ?? 'reported'
}
