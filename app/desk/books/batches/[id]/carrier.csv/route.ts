import { batches } from '#lib/books/batches.ts'
import { carrierFile } from '#lib/books/carrier-file.ts'
import { mayFulfil } from '#lib/books/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { batchIn, notThere } from '../../../_packing/batch-in.ts'

interface Props {
  params: Promise<{ id: string }>
}

/** A batch for Royal Mail Click & Drop; docs/books.md names the columns. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const staff = await requireStaff('/desk/books', mayFulfil)
  const ctx = await requestContext()
  const id = batchIn(await params)
  const [batch] = id === null ? [] : await batches(ctx, id)
  if (!batch) return notThere()
  return new Response(await carrierFile(ctx, batch.id, staff.id), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="parcels-${batch.id.slice(-6)}.csv"`,
      'cache-control': 'private, no-store',
    },
  })
}
