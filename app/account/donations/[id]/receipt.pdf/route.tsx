import { renderToBuffer } from '@react-pdf/renderer'
import { receiptOf } from '#lib/donations/receipts.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { currentPerson } from '#app/_server/session.ts'
import { publicUrl } from '#app/_server/site.ts'
import { receiptName } from '../../donation-words.ts'
import { receiptDocument } from './receipt-document.tsx'

interface Props {
  params: Promise<{ id: string }>
}

/** A donation's receipt as a PDF, for the donor alone: for anybody else there is no such thing. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const { id } = await params
  const ctx = await requestContext()
  const person = await currentPerson()
  const receipt = person && (await receiptOf(ctx, person.id, id))
  if (!receipt) return new Response('Not found', { status: 404, headers: { 'cache-control': 'private, no-store' } })
  const [settings, site] = await Promise.all([magazine(), publicUrl()])
  const pdf = await renderToBuffer(await receiptDocument({ receipt, settings, site }))
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="receipt-${receiptName(receipt.receiptNumber)}.pdf"`,
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
    },
  })
}
