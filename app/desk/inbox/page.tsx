import type { Metadata } from 'next'
import { z } from 'zod'
import { eventStates, inboxEvents } from '#lib/donations/inbox-desk.ts'
import { mayWorkInbox } from '#lib/donations/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskFilters } from '../_ui/desk-filters.tsx'
import { DeskDone, DeskNotDone } from '../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { Ago } from '../_ui/desk-time.tsx'
import { replay } from './actions.ts'
import { DeadLetters } from './dead-letters.tsx'
import { EventState, stateNames } from './event-state.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Inbox', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const pageLength = 50

const querySchema = z.object({
  state: z.enum(eventStates).optional().catch(undefined),
  before: z
    .string()
    .regex(/^\d{1,15}_evt_\w{1,200}$/)
    .transform((value) => {
      const [at = '', ...id] = value.split('_')
      return { receivedAt: new Date(Number(at)), id: id.join('_') }
    })
    .optional()
    .catch(undefined),
  replayed: z.coerce.number().int().positive().optional().catch(undefined),
  /** Why nothing was tried again. */
  nothing: z.enum(['form', 'event', 'events', 'jobs']).optional().catch(undefined),
})

/** What Stripe told us, what became of it, and what was given up. */
export default async function InboxPage({ searchParams }: Props) {
  await requireStaff('/desk/inbox', mayWorkInbox)
  const ctx = await requestContext()
  const { state, before, replayed, nothing } = querySchema.parse(await searchParams)
  const [settings, events, dead] = await Promise.all([
    magazine(),
    inboxEvents(ctx, { state, before, limit: pageLength + 1 }),
    ctx.queue.deadLetters(ctx.db, 200),
  ])
  const shown = events.slice(0, pageLength)
  const last = shown.at(-1)
  return (
    <>
      <h1>Inbox</h1>
      <p className="desk-intro">
        Every event Stripe told us of. One that fails is tried again by itself for some eleven hours; after that it
        waits among the dead letters.
      </p>
      {replayed !== undefined && <DeskDone>{inWords(replayed)}</DeskDone>}
      {nothing !== undefined && <DeskNotDone>{whyNothing[nothing]}</DeskNotDone>}
      <DeadLetters letters={dead} now={ctx.now} settings={settings} />
      <section aria-labelledby="events" className="desk-section">
        <h2 id="events">Events</h2>
        <div className="desk-row justify-between">
          <DeskFilters
            label="Events by state"
            filters={[
              { name: 'All', href: '/desk/inbox', here: state === undefined },
              ...eventStates.map((one) => ({
                name: stateNames[one],
                href: `/desk/inbox?state=${one}`,
                here: state === one,
              })),
            ]}
          />
          {state === 'failed' && shown.length > 0 && (
            <form action={replay}>
              <input type="hidden" name="all" value="failed" />
              <button type="submit" className="button button-quiet">
                Try all that failed again
              </button>
            </form>
          )}
        </div>
        {shown.length === 0 ? (
          <p className="desk-intro">
            {state === undefined
              ? 'Nothing has come from Stripe yet. If something should have, look whether the webhook is set up (docs/stripe.md).'
              : 'There is none in this state.'}
          </p>
        ) : (
          <DeskTable
            label="Events, the newest first"
            columns={[
              { name: 'Event' },
              { name: 'State' },
              { name: 'What became of it', minor: true },
              { name: 'Tries', figures: true, minor: true },
              { name: 'Received', minor: true },
            ]}
          >
            {shown.map((event) => (
              <DeskRow key={event.id}>
                <DeskCell>
                  <a href={`/desk/inbox/${event.id}`}>{event.type}</a>
                </DeskCell>
                <DeskCell>
                  <EventState state={event.state} />
                </DeskCell>
                <DeskCell minor>{event.outcome ?? '—'}</DeskCell>
                <DeskCell figures minor>
                  {event.attempts}
                </DeskCell>
                <DeskCell minor>
                  <Ago at={event.receivedAt} now={ctx.now} settings={settings} />
                </DeskCell>
              </DeskRow>
            ))}
          </DeskTable>
        )}
        {events.length > pageLength && last && (
          <p className="mt-3">
            <a
              href={`/desk/inbox?${new URLSearchParams({ ...(state && { state }), before: `${last.receivedAt.getTime()}_${last.id}` })}`}
            >
              Older events
            </a>
          </p>
        )}
      </section>
    </>
  )
}

const whyNothing = {
  form: 'Nothing was tried again: the form did not say what. Load the page again and press once more.',
  event: 'It was not tried again: it has been applied, or found not to be ours, in the meantime.',
  events:
    'Nothing was tried again: no event counts as failed any more. Those that did have been applied in the meantime.',
  jobs: 'Nothing was tried again: these jobs are not among the dead letters any more. Somebody else has had them tried.',
} as const

function inWords(replayed: number): string {
  return replayed === 1 ? 'It will be tried again now.' : `${replayed} will be tried again now.`
}
