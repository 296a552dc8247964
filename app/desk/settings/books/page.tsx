import type { Metadata } from 'next'
import { z } from 'zod'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { quietDeliveryDays } from '#lib/books/address/model.ts'
import { mostAddressDays } from '#lib/settings/model.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { bookSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { BooksForm } from './books-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Book settings', robots: { index: false } }

const querySchema = z.object({ done: z.literal('saved').optional().catch(undefined) })

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** How long it is known where signed books went. */
export default async function BookSettingsPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/books', mayChangeSettings)
  const ctx = await requestContext()
  const [settings, { addressDays }, audit, start, given] = await Promise.all([
    magazine(),
    bookSettings(ctx),
    auditOf(ctx, [subjectOf('settings', 'books')]),
    refusedForm('book-settings'),
    searchParams,
  ])
  const { done } = querySchema.parse(given)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a>
      </p>
      <h1>Books</h1>
      <p className="desk-intro">
        Addresses are removed each night once they have been kept long enough. A book that nobody said had arrived
        counts as there {quietDeliveryDays} days after it was sent. A parcel that came back, or that somebody has to
        look into, keeps its address until that is settled. What is removed cannot be brought back.
      </p>
      {done && <DeskDone>The setting is saved, and holds from tonight on.</DeskDone>}
      <BooksForm start={start} addressDays={addressDays} most={mostAddressDays} />
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
