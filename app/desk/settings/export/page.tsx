import type { Metadata } from 'next'
import { z } from 'zod'
import { latestArchives } from '#lib/exports/archives.ts'
import { archiveDays } from '#lib/exports/model.ts'
import { mayExport } from '#lib/exports/policy.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { ArchiveTable } from './archive-table.tsx'
import { ExportForm } from './export-form.tsx'
import { LookAgain } from './look-again.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Export', robots: { index: false } }

const querySchema = z.object({ done: z.literal('asked').optional().catch(undefined) })

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The whole magazine, to take along. */
export default async function ExportPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/export', mayExport)
  const ctx = await requestContext()
  const [settings, archives, start, given] = await Promise.all([
    magazine(),
    latestArchives(ctx, 30),
    refusedForm('export'),
    searchParams,
  ])
  const names = await peopleNamed(
    ctx,
    archives.flatMap(({ requestedBy }) => requestedBy ?? []),
  )
  const isUnderWay = archives.some(({ state }) => state === 'waiting' || state === 'running')
  const { done } = querySchema.parse(given)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a>
      </p>
      <h1>Export</h1>
      <p className="desk-intro">
        Everything this magazine is, in one archive that other software can read: articles as JSON and as Markdown with
        their pictures, topics, authors, old addresses, corrections, comments and settings; members with who they are at
        Stripe, donations and books as tables. It holds people’s addresses and what they give: keep it as you would keep
        the books. An archive can be fetched here for {archiveDays} days; who asked for it and who fetched it stands in
        the audit log.
      </p>
      {done && isUnderWay && <DeskDone>The archive is being written. This page shows how far it has come.</DeskDone>}
      {isUnderWay ? <LookAgain /> : <ExportForm start={start} />}
      <section aria-labelledby="archives" className="desk-section">
        <h2 id="archives">Archives</h2>
        {archives.length === 0 ? (
          <p>No archive has been asked for yet.</p>
        ) : (
          <ArchiveTable archives={archives} names={names} now={ctx.now} settings={settings} />
        )}
      </section>
    </>
  )
}
