import type { Metadata } from 'next'
import { z } from 'zod'
import { claimTroubles } from '#lib/books/claim-life.ts'
import { batches, readyZones } from '#lib/books/batches.ts'
import { allCampaigns } from '#lib/books/desk-queries.ts'
import { mayFulfil } from '#lib/books/policy.ts'
import { queueCounts, queueOf, queueStates, troubleCounts } from '#lib/books/queue.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskFilters } from '../_ui/desk-filters.tsx'
import { Ago } from '../_ui/desk-time.tsx'
import { listAddress } from '../_ui/list-address.ts'
import { BatchForm } from './_packing/batch-form.tsx'
import { QueueTable } from './_packing/queue-table.tsx'
import { emptyWords, stateNames, troubleNames } from './_packing/words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Books to send', robots: { index: false } }

const page = 100
const querySchema = z.object({
  /** What can be packed, unless another state is asked for. */
  state: z.enum([...queueStates, 'all']).catch('ready'),
  campaign: z.uuid().optional().catch(undefined),
  trouble: z
    .enum([...claimTroubles, 'any'])
    .optional()
    .catch(undefined),
  from: z.coerce.number().int().min(0).max(1_000_000).catch(0),
})

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Every book that is promised, packed, posted: by state, with counts. No address is here. */
export default async function BooksToSendPage({ searchParams }: Props) {
  await requireStaff('/desk/books', mayFulfil)
  const ctx = await requestContext()
  const { state, campaign, trouble, from } = querySchema.parse(await searchParams)
  const [counts, troubles, lines, zones, made, campaigns, settings, start] = await Promise.all([
    queueCounts(ctx, campaign ?? null),
    troubleCounts(ctx, campaign ?? null),
    queueOf(ctx, {
      state: state === 'all' || trouble ? undefined : state,
      campaignId: campaign,
      trouble,
      from,
      limit: page + 1,
    }),
    readyZones(ctx),
    batches(ctx),
    allCampaigns(ctx),
    magazine(),
    refusedForm('batch'),
  ])
  const toLookInto = claimTroubles.reduce((sum, name) => sum + troubles[name], 0)
  // Which of them: asked once they are looked at.
  const wrong = trouble === undefined ? [] : claimTroubles.filter((name) => troubles[name] > 0 || trouble === name)
  const here = (given: Record<string, string | undefined>) =>
    listAddress('/desk/books', { ...(trouble ? { trouble } : { state }), campaign, ...given })
  return (
    <>
      <div className="desk-row justify-between">
        <h1>Books to send</h1>
        <div className="desk-row">
          <a href="/desk/books/pack" className="button">
            Packing table
          </a>
          <a href="/desk/books/tracking" className="button button-quiet">
            Take tracking numbers
          </a>
          <a href="/desk/books/dedications" className="button button-quiet">
            Dedications
          </a>
        </div>
      </div>
      <DeskFilters
        label="State"
        filters={[
          {
            name: 'All',
            href: here({ state: 'all', trouble: undefined }),
            here: state === 'all' && trouble === undefined,
          },
          ...queueStates.map((name) => ({
            name: `${stateNames[name].name} ${counts[name].toLocaleString(settings.locale)}`,
            href: here({ state: name, trouble: undefined }),
            here: state === name && trouble === undefined,
          })),
          {
            name: `To look into ${toLookInto.toLocaleString(settings.locale)}`,
            href: here({ state: undefined, trouble: 'any' }),
            here: trouble !== undefined,
          },
        ]}
      />
      {wrong.length > 0 && (
        <DeskFilters
          label="What is wrong"
          filters={wrong.map((name) => ({
            name: `${troubleNames[name]} ${troubles[name].toLocaleString(settings.locale)}`,
            href: here({ state: undefined, trouble: name }),
            here: trouble === name,
          }))}
        />
      )}
      {campaigns.length > 1 && (
        <DeskFilters
          label="Book"
          filters={[
            { name: 'Every book', href: here({ campaign: undefined }), here: campaign === undefined },
            ...campaigns.map(({ id, bookTitle }) => ({
              name: bookTitle,
              href: here({ campaign: id }),
              here: campaign === id,
            })),
          ]}
        />
      )}
      <QueueTable
        lines={lines.slice(0, page)}
        empty={trouble === undefined ? emptyWords[state] : 'Nothing is to be looked into.'}
        now={ctx.now}
        settings={settings}
      />
      <p className="mt-3 flex gap-5">
        {from > 0 && <a href={here({ from: String(Math.max(0, from - page)) })}>Earlier claims</a>}
        {lines.length > page && <a href={here({ from: String(from + page) })}>Later claims</a>}
      </p>
      <section aria-labelledby="batches" className="desk-section">
        <h2 id="batches">Batches</h2>
        {zones.length === 0 && <p className="desk-intro">Nothing that is ready waits for a batch.</p>}
        {zones.map((zone) => (
          <BatchForm key={zone.zoneId} start={start} zone={zone} />
        ))}
        {made.length > 0 && (
          <ul className="mt-3 space-y-1">
            {made.map(({ id, bookTitle, zone, claims, toPack, createdAt }) => (
              <li key={id} data-desk-row>
                <a href={`/desk/books/batches/${id}`}>
                  {bookTitle}, {zone}
                </a>{' '}
                <span className="text-soft">
                  {claims} {claims === 1 ? 'book' : 'books'}, {toPack} to pack,{' '}
                  <Ago at={createdAt} now={ctx.now} settings={settings} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}
