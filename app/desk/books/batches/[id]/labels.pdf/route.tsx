import { renderToBuffer } from '@react-pdf/renderer'
import { addressLines, homeCountry } from '#lib/books/address/rules.ts'
import { addressesFor } from '#lib/books/addresses.ts'
import { mayFulfil } from '#lib/books/policy.ts'
import { queueOf } from '#lib/books/queue.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { batchIn, notThere, pdfAnswer } from '../../../_packing/batch-in.ts'
import { labelsDocument } from './labels-document.tsx'

interface Props {
  params: Promise<{ id: string }>
}

/** Address labels of a batch's books that have not left. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const staff = await requireStaff('/desk/books', mayFulfil)
  const ctx = await requestContext()
  const id = batchIn(await params)
  const lines = id === null ? [] : await queueOf(ctx, { batchId: id, limit: 500 })
  const toSend = lines.filter(({ standing }) => standing === 'ready' || standing === 'packed')
  if (toSend.length === 0) return notThere()
  const ids = toSend.map((line) => line.id)
  const [{ locale }, addresses] = await Promise.all([
    magazine(),
    addressesFor(ctx, ids, { viewerId: staff.id, shownOn: 'labels' }),
  ])
  const labels = toSend.flatMap((line) => {
    const address = addresses.get(line.id)
    return address ? [{ number: line.number, lines: addressLines(address, homeCountry(locale)) }] : []
  })
  return pdfAnswer(await renderToBuffer(await labelsDocument(labels)), 'labels')
}
