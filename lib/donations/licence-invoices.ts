import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { defineJob } from '#lib/jobs/job.ts'
import type { Money } from '#lib/money.ts'
import { bearsOurMark } from './internal/donor.ts'
import { instant, metadata } from './internal/object-parts.ts'
import { isFromStripe, isMissing, isRefusedByStripe, stripe } from './internal/stripe.ts'

/*
 * What is paid once by whoever licenses an article: invoices of no subscription, which are no donations. Each is made out
 * to a customer of its own, and customer and invoice bear the licence's id, by which they are found again.
 * https://docs.stripe.com/invoicing/integration
 */

/** Sent when something has become of a licence's invoice, for lib/licences to look at. */
export const licenceInvoiceJob = defineJob('licence-invoice', z.object({ licenceId: z.uuid() }), {
  retryLimit: 12,
  retryDelay: 5,
})

/** https://docs.stripe.com/api/invoices/object */
const licenceInvoiceSchema = z
  .object({
    id: z.string(),
    status: z.string().nullable(),
    hosted_invoice_url: z.string().nullish(),
    due_date: instant.nullable(),
    metadata,
  })
  .transform((invoice) => ({
    id: invoice.id,
    status: invoice.status,
    url: invoice.hosted_invoice_url ?? null,
    dueAt: invoice.due_date,
    licenceId: licenceOf(invoice.metadata),
  }))
export type LicenceInvoice = z.output<typeof licenceInvoiceSchema>

/** @returns the licence that bears this mark of ours; null for anything else */
export function licenceOf(marks: Record<string, string>): string | null {
  return bearsOurMark(marks) ? (z.uuid().safeParse(marks.licence).data ?? null) : null
}

export interface InvoiceOrder {
  licenceId: string
  /** To whom it is made out. */
  name: string
  email: string
  cost: Money
  /** What it is for, on the invoice. */
  description: string
  daysUntilDue: number
}

/**
 * Makes the invoice of a licence and opens it, or finds the one that was made before: asked for twice, or after a crash,
 * it is one invoice. Stripe sends no mail of it.
 * @throws what Stripe throws
 */
export async function makeLicenceInvoice(ctx: Context, order: InvoiceOrder): Promise<LicenceInvoice> {
  const { licenceId, name, email, cost, description, daysUntilDue } = order
  const marks = { app: 'standfirst', licence: licenceId }
  const known = (await licenceInvoicesOf(ctx, order)).find(({ status }) => status === 'open' || status === 'paid')
  if (known) return known
  // Stripe forgets keys after a day; what was begun before that is a draft without a number, and harms nobody.
  const key = (part: string) => ({ idempotencyKey: `licence-${licenceId}-${part}` })
  const customer =
    (await customersOf(ctx, order))[0] ??
    (await stripe(ctx).customers.create({ name, email, metadata: marks }, key('customer'))).id
  const invoice = await stripe(ctx).invoices.create(
    {
      customer,
      collection_method: 'send_invoice',
      days_until_due: daysUntilDue,
      currency: cost.currency.toLowerCase(),
      auto_advance: false,
      pending_invoice_items_behavior: 'exclude',
      metadata: marks,
    },
    key('invoice'),
  )
  await stripe(ctx).invoiceItems.create(
    {
      customer,
      invoice: invoice.id,
      amount: cost.amount,
      currency: cost.currency.toLowerCase(),
      description,
      metadata: marks,
    },
    key('item'),
  )
  return licenceInvoiceSchema.parse(await stripe(ctx).invoices.finalizeInvoice(invoice.id, {}, key('final')))
}

/** The invoice as it is at Stripe now; null when Stripe knows none. */
export async function fetchLicenceInvoice(ctx: Context, id: string): Promise<LicenceInvoice | null> {
  try {
    return licenceInvoiceSchema.parse(await stripe(ctx).invoices.retrieve(id))
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** Every invoice that was made for a licence, the newest first. */
export async function licenceInvoicesOf(
  ctx: Context,
  licence: { licenceId: string; email: string },
): Promise<LicenceInvoice[]> {
  const found: LicenceInvoice[] = []
  for (const customer of await customersOf(ctx, licence)) {
    const page = await stripe(ctx).invoices.list({ customer, limit: 100 })
    found.push(...page.data.map((invoice) => licenceInvoiceSchema.parse(invoice)))
  }
  return found
}

async function customersOf(ctx: Context, licence: { licenceId: string; email: string }): Promise<string[]> {
  const found: string[] = []
  for await (const customer of stripe(ctx).customers.list({ email: licence.email, limit: 100 }))
    if (licenceOf(customer.metadata) === licence.licenceId) found.push(customer.id)
  return found
}

/**
 * Sees to it that an invoice cannot be paid any more: a draft is deleted, an open one voided. What is paid stays so.
 * @returns what has become of it
 * https://docs.stripe.com/api/invoices/void
 */
export async function withdrawLicenceInvoice(ctx: Context, id: string): Promise<'gone' | 'paid'> {
  const invoice = await fetchLicenceInvoice(ctx, id)
  if (invoice === null || invoice.status === 'void') return 'gone'
  if (invoice.status === 'paid') return 'paid'
  try {
    if (invoice.status === 'draft') await stripe(ctx).invoices.del(id)
    else await stripe(ctx).invoices.voidInvoice(id)
    return 'gone'
  } catch (error) {
    // Somebody paid it, or withdrew it, in between.
    if (!isRefusedByStripe(error)) throw error
    const present = await fetchLicenceInvoice(ctx, id)
    if (present === null || present.status === 'void') return 'gone'
    if (present.status === 'paid') return 'paid'
    throw error
  }
}

/** All invoices of licences that wait to be paid at Stripe, or were never made final. */
export async function* openLicenceInvoices(ctx: Context): AsyncGenerator<LicenceInvoice & { licenceId: string }> {
  for (const status of ['open', 'draft'] as const)
    for await (const one of stripe(ctx).invoices.list({ status, collection_method: 'send_invoice', limit: 100 })) {
      const invoice = licenceInvoiceSchema.parse(one)
      if (invoice.licenceId !== null) yield { ...invoice, licenceId: invoice.licenceId }
    }
}

/** Whether something failed because of Stripe, so that it is worth trying again later. */
export function failedAtStripe(error: unknown): boolean {
  return isFromStripe(error)
}
