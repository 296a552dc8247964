import { z } from 'zod'
import { instant, reference } from './object-parts.ts'

/** What an invoice bills: one line for each thing, each with its own period. https://docs.stripe.com/api/invoice-line-item/object */
export const billedLines = z
  .object({
    data: z.array(
      z.object({
        amount: z.int(),
        period: z.object({ start: instant, end: instant }),
        pricing: z.object({ price_details: z.object({ product: reference }).nullish() }).nullish(),
      }),
    ),
  })
  .transform((lines) =>
    lines.data.map((line) => ({
      productId: line.pricing?.price_details?.product ?? null,
      amount: line.amount,
      start: line.period.start,
      end: line.period.end,
    })),
  )
export type BilledLine = z.output<typeof billedLines>[number]

/** An invoice as one of a subscription's periods: https://docs.stripe.com/api/invoices/object */
export const periodInvoiceSchema = z
  .object({
    id: z.string(),
    status: z.string().nullable(),
    created: instant,
    auto_advance: z.boolean(),
    status_transitions: z.object({ paid_at: instant.nullable() }),
    lines: billedLines,
  })
  .transform((invoice) => ({
    id: invoice.id,
    status: invoice.status,
    createdAt: invoice.created,
    advancesByItself: invoice.auto_advance,
    paidAt: invoice.status_transitions.paid_at,
    lines: invoice.lines,
  }))
export type PeriodInvoice = z.output<typeof periodInvoiceSchema>
