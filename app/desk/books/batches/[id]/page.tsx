import type { Metadata } from 'next'
import { z } from 'zod'
import { batches } from '#lib/books/batches.ts'
import { mayFulfil } from '#lib/books/policy.ts'
import { queueOf } from '#lib/books/queue.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskMissing } from '../../../_ui/desk-missing.tsx'
import { DeskDone } from '../../../_ui/desk-state.tsx'
import { QueueTable } from '../../_packing/queue-table.tsx'
import { SendBatchForm } from './send-batch-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Batch', robots: { index: false } }

const querySchema = z.object({ sent: z.coerce.number().int().optional().catch(undefined) })

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Books that go out together: their pick list, labels and file for the carrier. */
export default async function BatchPage({ params, searchParams }: Props) {
  await requireStaff('/desk/books', mayFulfil)
  const ctx = await requestContext()
  const id = z.uuid().safeParse((await params).id).data
  const [batch] = id === undefined ? [] : await batches(ctx, id)
  if (!batch) return <DeskMissing what="batch" back="/desk/books" backName="Books to send" />
  const { sent } = querySchema.parse(await searchParams)
  const [lines, settings, start] = await Promise.all([
    queueOf(ctx, { batchId: batch.id, limit: 500 }),
    magazine(),
    refusedForm('send-batch'),
  ])
  const path = `/desk/books/batches/${batch.id}`
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/books">Books to send</a>
      </p>
      <h1>
        {batch.bookTitle}, {batch.zone}
      </h1>
      {sent !== undefined && <DeskDone>{sent} sent. Their donors are written to.</DeskDone>}
      <p className="desk-intro">
        {batch.claims} {batch.claims === 1 ? 'book' : 'books'}, {batch.toPack} to pack. Labels and the carrier’s file
        hold addresses: who took them is noted.
      </p>
      <div className="desk-row mt-3">
        <a href={`/desk/books/pack?batch=${batch.id}`} className="button">
          Pack this batch
        </a>
        <a href={`${path}/pick-list.pdf`} className="button button-quiet">
          Pick list
        </a>
        <a href={`${path}/labels.pdf`} className="button button-quiet">
          Address labels
        </a>
        <a href={`${path}/carrier.csv`} className="button button-quiet">
          File for Click &amp; Drop
        </a>
      </div>
      <QueueTable lines={lines} empty="This batch is empty." now={ctx.now} settings={settings} />
      {lines.some(({ standing }) => standing === 'packed') && <SendBatchForm start={start} id={batch.id} />}
    </>
  )
}
