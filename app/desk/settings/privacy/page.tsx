import type { Metadata } from 'next'
import { z } from 'zod'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { mayChangeRetention } from '#lib/privacy/policy.ts'
import { keptForGood, retentionSchedule } from '#lib/privacy/retention.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { RetentionForm } from './retention-form.tsx'
import './privacy.css'

export const instant = false
export const metadata: Metadata = { title: 'How long things are kept', robots: { index: false } }

const querySchema = z.object({ done: z.literal('saved').optional().catch(undefined) })

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** How long what is kept about people, and what the last night removed of it. */
export default async function RetentionPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/privacy', mayChangeRetention)
  const ctx = await requestContext()
  const [settings, schedule, audit, start, given] = await Promise.all([
    magazine(),
    retentionSchedule(ctx),
    auditOf(ctx, [subjectOf('settings', 'privacy'), subjectOf('settings', 'books')]),
    refusedForm('retention'),
    searchParams,
  ])
  const { done } = querySchema.parse(given)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a>
      </p>
      <h1>How long things are kept</h1>
      <p className="desk-intro">
        Every night at half past three (UTC) what has been kept long enough is removed, by this schedule. What is
        removed cannot be brought back: before a period is made shorter, you are told how much would go.{' '}
        {schedule.lastRun === null ? (
          'It has not been gone through yet.'
        ) : (
          <>
            The last round was <Ago at={schedule.lastRun.at} now={ctx.now} settings={settings} />.
          </>
        )}
      </p>
      {done && <DeskDone>The periods are saved, and hold from tonight on.</DeskDone>}
      <RetentionForm start={start} lines={schedule.lines} locale={settings.locale} />
      <section aria-labelledby="for-good" className="desk-section">
        <h2 id="for-good">What this schedule does not touch</h2>
        <dl className="desk-facts">
          {keptForGood.map(({ what, why }) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{why}</dd>
            </div>
          ))}
        </dl>
      </section>
      <p className="mt-4">
        What browsers keep stands under <a href="/cookies">cookies</a>; what is kept about one person is put together
        under <a href="/desk/settings/data-requests">data requests</a>.
      </p>
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
