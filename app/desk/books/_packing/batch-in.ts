import { z } from 'zod'

/** The batch an address names; null when it names none. */
export function batchIn({ id }: { id: string }): string | null {
  return z.uuid().safeParse(id).data ?? null
}

export function notThere(): Response {
  return new Response('Not found', { status: 404, headers: { 'cache-control': 'private, no-store' } })
}

/** A PDF for the printer beside the packing table, and for nobody's cache. */
export function pdfAnswer(pdf: Buffer, name: string): Response {
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${name}.pdf"`,
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
    },
  })
}
