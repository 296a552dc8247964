import type { Metadata } from 'next'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { inboxEvent } from '#lib/donations/inbox-desk.ts'
import { mayWorkInbox } from '#lib/donations/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { replay } from '../actions.ts'
import { EventState } from '../event-state.tsx'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { ShownJson } from '../../_ui/shown-json.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Event', robots: { index: false } }

/** One event, what became of it, and as Stripe sent it. */
export default async function EventPage({ params }: { params: Promise<{ event: string }> }) {
  const { event: id } = await params
  await requireStaff(`/desk/inbox/${encodeURIComponent(id)}`, mayWorkInbox)
  const ctx = await requestContext()
  const event = await inboxEvent(ctx, id)
  if (!event) return <DeskMissing what="event" back="/desk/inbox" backName="Inbox" />
  const [settings, audit] = await Promise.all([magazine(), auditOf(ctx, [subjectOf('event', id)])])
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/inbox">Inbox</a>
      </p>
      <h1>{event.type}</h1>
      <dl className="desk-facts">
        <div>
          <dt>State</dt>
          <dd>
            <EventState state={event.state} />
          </dd>
        </div>
        <div>
          <dt>{event.state === 'failed' ? 'Why it failed' : 'What became of it'}</dt>
          <dd>{event.outcome ?? 'Not tried yet.'}</dd>
        </div>
        <div>
          <dt>Tries</dt>
          <dd>{event.attempts}</dd>
        </div>
        <div>
          <dt>Received</dt>
          <dd>
            <Ago at={event.receivedAt} now={ctx.now} settings={settings} />
          </dd>
        </div>
        {event.settledAt && (
          <div>
            <dt>Last tried</dt>
            <dd>
              <Ago at={event.settledAt} now={ctx.now} settings={settings} />
            </dd>
          </div>
        )}
        <div>
          <dt>Id at Stripe</dt>
          <dd>{event.id}</dd>
        </div>
      </dl>
      {(event.state === 'failed' || event.state === 'received') && (
        <form action={replay} className="mt-4">
          <input type="hidden" name="event" value={event.id} />
          <button type="submit" className="button">
            Try it again
          </button>
        </form>
      )}
      <details className="mt-5">
        <summary>As Stripe sent it</summary>
        <ShownJson label="What came" value={event.payload} />
      </details>
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
