import type { Metadata } from 'next'
import { z } from 'zod'
import { driftReportById, latestDriftReports, peopleOfFindings } from '#lib/donations/drift-reports.ts'
import { mayCompareWithStripe } from '#lib/donations/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskDone, DeskState } from '../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { Ago } from '../_ui/desk-time.tsx'
import { compareNow } from './actions.ts'
import { Findings } from './findings.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Drift', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({
  report: z.uuid().optional().catch(undefined),
  asked: z.enum(['yes', 'already']).optional().catch(undefined),
})

/** In what we and Stripe differed, each time they were compared. */
export default async function DriftPage({ searchParams }: Props) {
  await requireStaff('/desk/drift', mayCompareWithStripe)
  const ctx = await requestContext()
  const { report: chosen, asked } = querySchema.parse(await searchParams)
  const [settings, reports] = await Promise.all([magazine(), latestDriftReports(ctx, 60)])
  const shown = (chosen === undefined ? null : await driftReportById(ctx, chosen)) ?? reports[0]
  const people = shown ? await peopleOfFindings(ctx, [...shown.repaired, ...shown.unrepaired]) : new Map()
  return (
    <>
      <div className="desk-row justify-between">
        <h1>Drift</h1>
        <form action={compareNow}>
          <button type="submit" className="button button-quiet">
            Compare now
          </button>
        </form>
      </div>
      <p className="desk-intro">
        Every night memberships, donations and returned money are compared with Stripe. What events missed is repaired;
        what cannot be is listed here for a person.
      </p>
      {asked === 'yes' && <DeskDone>A comparison has begun. Load this page again in a minute.</DeskDone>}
      {asked === 'already' && <DeskDone>A comparison is under way already.</DeskDone>}
      {!shown && <p className="mt-4">Nothing has been compared yet.</p>}
      {shown && (
        <section aria-labelledby="report" className="desk-section">
          <h2 id="report">
            {shown.id === reports[0]?.id ? 'The latest comparison' : 'A comparison'},{' '}
            <Ago at={shown.at} now={ctx.now} settings={settings} />
          </h2>
          <p className="desk-intro">
            Compared: {shown.checked.subscriptions} subscriptions, {shown.checked.invoices} paid invoices,{' '}
            {shown.checked.checkouts} checkouts, {shown.checked.returnedCharges} payments of which money went back.
          </p>
          <Findings title="For a person to look at" findings={shown.unrepaired} people={people} />
          <Findings title="Repaired" findings={shown.repaired} people={people} />
        </section>
      )}
      {reports.length > 1 && (
        <section aria-labelledby="reports" className="desk-section">
          <h2 id="reports">Comparisons</h2>
          <DeskTable
            label="Comparisons, the newest first"
            columns={[
              { name: 'When' },
              { name: 'For a person' },
              { name: 'Repaired', figures: true },
              { name: 'Subscriptions compared', figures: true, minor: true },
            ]}
          >
            {reports.map((report) => (
              <DeskRow key={report.id}>
                <DeskCell>
                  <a href={`/desk/drift?report=${report.id}`}>
                    <Ago at={report.at} now={ctx.now} settings={settings} />
                  </a>
                </DeskCell>
                <DeskCell>
                  {report.unrepaired.length === 0 ? (
                    <DeskState tone="good">Nothing</DeskState>
                  ) : (
                    <DeskState tone="bad">{report.unrepaired.length} to look at</DeskState>
                  )}
                </DeskCell>
                <DeskCell figures>{report.repaired.length}</DeskCell>
                <DeskCell figures minor>
                  {report.checked.subscriptions}
                </DeskCell>
              </DeskRow>
            ))}
          </DeskTable>
        </section>
      )}
    </>
  )
}
