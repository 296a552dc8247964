import type { Metadata } from 'next'
import { z } from 'zod'
import { peopleNamed } from '#lib/people/queries.ts'
import { latestArchives, type PersonalArchive } from '#lib/privacy/archives.ts'
import { archiveDays, type ArchiveState } from '#lib/privacy/model.ts'
import { mayAnswerDataRequests } from '#lib/privacy/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskDone, DeskState } from '../../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { RequestForm } from './request-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Data requests', robots: { index: false } }

const querySchema = z.object({
  done: z.literal('asked').optional().catch(undefined),
  email: z.string().max(254).default('').catch(''),
})

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const states: Record<ArchiveState, { words: string; tone: 'quiet' | 'warn' | 'good' | 'bad' }> = {
  waiting: { words: 'Waiting for the worker', tone: 'quiet' },
  running: { words: 'Being put together', tone: 'warn' },
  done: { words: 'Ready', tone: 'good' },
  failed: { words: 'Failed', tone: 'bad' },
  removed: { words: 'Removed', tone: 'quiet' },
}

/** For those who ask in writing what is kept about them, and for seeing what was handed over. */
export default async function DataRequestsPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/data-requests', mayAnswerDataRequests)
  const ctx = await requestContext()
  const [settings, archives, start, given] = await Promise.all([
    magazine(),
    latestArchives(ctx, 50),
    refusedForm('data-request'),
    searchParams,
  ])
  const names = await peopleNamed(
    ctx,
    archives.flatMap(({ requestedBy }) => requestedBy ?? []),
  )
  const { done, email } = querySchema.parse(given)
  const canFetch = ({ state, expiresAt }: PersonalArchive) =>
    state === 'done' && expiresAt !== null && expiresAt > ctx.now
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a>
      </p>
      <h1>Data requests</h1>
      <p className="desk-intro">
        Whoever has an account fetches what is kept about them under <em>Privacy</em> there, by themselves. Somebody who
        asks you in writing is answered here: everything is put together in one archive, and a mail with a link to it
        goes to the address you enter, so that it reaches nobody else. It can be fetched for {archiveDays} days. Be sure
        that it is they who ask, and answer within a month: the law gives no longer. Who asks to be forgotten is found
        at <a href="/desk/members">Members</a>: their account is deleted from their page there.
      </p>
      {done && <DeskDone>It is being put together. They are written to when it is ready.</DeskDone>}
      <RequestForm start={start} email={email} />
      <section aria-labelledby="archives" className="desk-section">
        <h2 id="archives">What was put together lately</h2>
        {archives.length === 0 ? (
          <p>Nobody has asked yet. What readers ask for themselves will be listed here, too.</p>
        ) : (
          <DeskTable
            label="Archives, the newest first"
            columns={[
              { name: 'About' },
              { name: 'Asked for' },
              { name: 'By', minor: true },
              { name: 'State' },
              { name: 'Fetched', minor: true },
              { name: 'File' },
            ]}
          >
            {archives.map((one) => (
              <DeskRow key={one.id}>
                <DeskCell>
                  {one.personId === null ? (
                    <>{shownEmail(one)}, no account</>
                  ) : (
                    <a href={`/desk/members/${one.personId}`}>{shownEmail(one)}</a>
                  )}
                </DeskCell>
                <DeskCell>
                  <Ago at={one.requestedAt} now={ctx.now} settings={settings} />
                </DeskCell>
                <DeskCell minor>
                  {one.requestedBy === one.personId ? 'themselves' : (names.get(one.requestedBy ?? '') ?? '–')}
                </DeskCell>
                <DeskCell>
                  <DeskState tone={states[one.state].tone}>{states[one.state].words}</DeskState>
                </DeskCell>
                <DeskCell minor>
                  {one.fetchedAt === null ? 'not yet' : <Ago at={one.fetchedAt} now={ctx.now} settings={settings} />}
                </DeskCell>
                <DeskCell>
                  {canFetch(one) ? (
                    // A file, not a page: Next must not fetch it ahead.
                    <a href={`/desk/settings/data-requests/${one.id}/archive.zip`} download>
                      Download, to hand it over
                    </a>
                  ) : (
                    '–'
                  )}
                </DeskCell>
              </DeskRow>
            ))}
          </DeskTable>
        )}
      </section>
    </>
  )
}

function shownEmail({ email }: PersonalArchive): string {
  return email.endsWith('.invalid') ? 'An account that was deleted' : email
}
