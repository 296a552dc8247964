import { renderToBuffer } from '@react-pdf/renderer'
import { batches } from '#lib/books/batches.ts'
import { mayFulfil } from '#lib/books/policy.ts'
import { queueOf } from '#lib/books/queue.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { batchIn, notThere, pdfAnswer } from '../../../_packing/batch-in.ts'
import { pickListDocument } from './pick-list-document.tsx'

interface Props {
  params: Promise<{ id: string }>
}

/** Which copies to take from the shelf for a batch, and what is written in each. No name or address is on it. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  await requireStaff('/desk/books', mayFulfil)
  const ctx = await requestContext()
  const id = batchIn(await params)
  const [batch] = id === null ? [] : await batches(ctx, id)
  if (!batch) return notThere()
  const lines = await queueOf(ctx, { batchId: batch.id, limit: 500 })
  const toPack = lines.filter(({ standing }) => standing === 'ready')
  return pdfAnswer(await renderToBuffer(await pickListDocument(batch, toPack)), 'pick-list')
}
