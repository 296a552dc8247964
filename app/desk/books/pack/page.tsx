import type { Metadata } from 'next'
import { z } from 'zod'
import { addressLines, homeCountry } from '#lib/books/address/rules.ts'
import { addressesFor } from '#lib/books/addresses.ts'
import { mayFulfil } from '#lib/books/policy.ts'
import { queueCounts, queueOf } from '#lib/books/queue.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { PackForm } from './pack-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Packing table', robots: { index: false } }

const querySchema = z.object({
  packed: z.coerce.number().int().optional().catch(undefined),
  id: z.uuid().optional().catch(undefined),
  batch: z.uuid().optional().catch(undefined),
})

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** One book after the other: Enter packs what is shown, or what was scanned, and shows the next. */
export default async function PackingTablePage({ searchParams }: Props) {
  const staff = await requireStaff('/desk/books/pack', mayFulfil)
  const ctx = await requestContext()
  const { packed, id, batch } = querySchema.parse(await searchParams)
  const [[next], counts, start, settings] = await Promise.all([
    queueOf(ctx, { state: 'ready', batchId: batch, limit: 1 }),
    queueCounts(ctx, null),
    refusedForm('pack'),
    magazine(),
  ])
  const shown = await addressesFor(ctx, next ? [next.id] : [], { viewerId: staff.id, shownOn: 'page' })
  const address = next && shown.get(next.id)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/books">Books to send</a>
      </p>
      <h1>Packing table</h1>
      {packed !== undefined && id && (
        <DeskDone>
          Claim {packed} is packed. <a href={`/desk/books/${id}`}>Open it</a> to undo.
        </DeskDone>
      )}
      <div className="mt-4 grid max-w-4xl gap-8 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <PackForm start={start} next={next?.id} batch={batch} key={next?.id ?? 'none'} />
        <section aria-label="The next book">
          {next && address ? (
            <>
              <p className="text-soft">Next, of {counts.ready} ready</p>
              <p className="text-3xl font-semibold tabular-nums">{next.number}</p>
              <p className="mt-1 font-semibold">
                {next.bookTitle}
                {next.copyNumber === null ? '' : `, copy ${next.copyNumber}`}
              </p>
              {next.dedicationState === 'accepted' && <p className="mt-1">“{next.dedication}”</p>}
              <address className="mt-3 text-lg not-italic">
                {addressLines(address, homeCountry(settings.locale)).map((line, index) => (
                  <span key={`${index} ${line}`} className="block">
                    {line}
                  </span>
                ))}
              </address>
            </>
          ) : (
            <p>Nothing more is ready.</p>
          )}
        </section>
      </div>
    </>
  )
}
