import { and, eq, gt, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { licences } from '#db/schema/licences.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import {
  failedAtStripe,
  fetchLicenceInvoice,
  licenceInvoicesOf,
  makeLicenceInvoice,
  openLicenceInvoices,
  withdrawLicenceInvoice,
  type LicenceInvoice,
} from '#lib/donations/licence-invoices.ts'
import type { Money } from '#lib/money.ts'
import { articleById } from './internal/article.ts'
import { costOf, postToLicensee } from './internal/post.ts'
import { changeLicence, lockLicence, type LicenceRow } from './internal/record.ts'
import { invoiceDays, licenceReference } from './model.ts'

/*
 * Stripe is asked outside transactions, and what it said is written under the licence's lock, where it is looked at once
 * more: an invoice that nobody wants any more by then is withdrawn. So a crash anywhere leaves something that the job, or
 * the nightly comparison, puts right.
 */

/**
 * Brings a licence that costs something and its invoice together: makes the invoice when the terms were accepted, notes its
 * payment, withdraws it when the licence was. Any number of times, by several at once, it comes to the same.
 * @throws what Stripe throws while it does not answer
 */
export async function settleInvoice(ctx: Context, licenceId: string): Promise<void> {
  const [row] = await ctx.db.select().from(licences).where(eq(licences.id, licenceId))
  const cost = row && costOf(row)
  if (row === undefined || cost === null || cost === undefined) return
  if (row.state === 'accepted') {
    const invoice =
      row.stripeInvoiceId === null
        ? await makeInvoice(ctx, row, cost)
        : await fetchLicenceInvoice(ctx, row.stripeInvoiceId)
    if (invoice === null || (await noteInvoice(ctx, licenceId, invoice))) return
  }
  // Not wanted, or not wanted any more.
  if (row.acceptedName !== null) await withdrawInvoices(ctx, row)
}

/** The same at once, for whoever waits in front of a page; the job goes on with what fails because of Stripe. */
export async function settleNow(ctx: Context, licenceId: string): Promise<void> {
  try {
    await settleInvoice(ctx, licenceId)
  } catch (error) {
    if (!failedAtStripe(error)) throw error
    ctx.log.warn({ err: error, event: 'licence invoice kept', licenceId }, 'Stripe did not answer; tried again later')
  }
}

async function makeInvoice(ctx: Context, row: LicenceRow, cost: Money): Promise<LicenceInvoice> {
  const reference = licenceReference(row.number, row.offeredAt)
  return makeLicenceInvoice(ctx, {
    licenceId: row.id,
    name: row.licensee,
    email: row.email,
    cost,
    description: `Licence ${reference}: “${await headlineOf(ctx, row)}” in ${row.publication}`,
    daysUntilDue: invoiceDays,
  })
}

/** @returns whether the licence is still one that wants its invoice */
async function noteInvoice(ctx: Context, licenceId: string, invoice: LicenceInvoice): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const row = await lockLicence(tx, licenceId)
    if (row.state !== 'accepted') return false
    if (row.stripeInvoiceId !== null && row.stripeInvoiceId !== invoice.id) return true
    const known = row.stripeInvoiceId === null ? await noteMade(tx, row, invoice) : row
    if (invoice.status === 'paid') await notePaid(tx, known)
    else if (invoice.status === 'void' || invoice.status === 'uncollectible') await noteVoid(tx, known)
    return true
  })
}

async function noteMade(tx: Context, row: LicenceRow, invoice: LicenceInvoice): Promise<LicenceRow> {
  const changed = await changeLicence(
    tx,
    row,
    { invoiceState: 'open', stripeInvoiceId: invoice.id, invoiceUrl: invoice.url, invoiceDueAt: invoice.dueAt },
    { kind: 'invoiced', actor: 'magazine', details: { invoice: invoice.id } },
  )
  if (invoice.status === 'open')
    await postToLicensee(tx, changed, await headlineOf(tx, row), {
      kind: 'licence-invoice',
      key: invoice.id,
      more: { payAt: invoice.url ?? '' },
    })
  return changed
}

async function notePaid(tx: Context, row: LicenceRow): Promise<void> {
  if (row.settledAt !== null) return
  const changed = await changeLicence(
    tx,
    row,
    { invoiceState: 'paid', settledAt: tx.now },
    { kind: 'paid', actor: 'licensee' },
  )
  await postToLicensee(tx, changed, await headlineOf(tx, row), { kind: 'licence-ready' })
}

/** Somebody withdrew it at Stripe: what cannot be paid any more is not licensed any more. */
async function noteVoid(tx: Context, row: LicenceRow): Promise<void> {
  if (row.settledAt !== null) return
  await changeLicence(
    tx,
    row,
    { state: 'withdrawn', invoiceState: 'void', closedAt: tx.now },
    { kind: 'invoice_void', actor: 'magazine', text: 'The invoice was withdrawn at Stripe.' },
  )
}

async function withdrawInvoices(ctx: Context, row: LicenceRow): Promise<void> {
  let isPaid = false
  for (const { id } of await licenceInvoicesOf(ctx, { licenceId: row.id, email: row.email }))
    if ((await withdrawLicenceInvoice(ctx, id)) === 'paid') isPaid = true
  await inTransaction(ctx, async (tx) => {
    const present = await lockLicence(tx, row.id)
    if (present.state === 'accepted' || present.settledAt !== null) return
    if (isPaid && present.invoiceState !== 'paid')
      await changeLicence(tx, present, { invoiceState: 'paid' }, { kind: 'paid_too_late', actor: 'licensee' })
    else if (!isPaid && present.invoiceState === 'open')
      await changeLicence(tx, present, { invoiceState: 'void' }, { kind: 'invoice_void', actor: 'magazine' })
  })
}

/**
 * Reminds, once, every licensee whose invoice is overdue.
 * @returns how many were reminded
 */
export async function remindOfInvoices(ctx: Context): Promise<number> {
  const overdue = await ctx.db
    .select({ id: licences.id })
    .from(licences)
    .where(and(eq(licences.invoiceState, 'open'), lt(licences.invoiceDueAt, ctx.now), isNull(licences.remindedAt)))
  let reminded = 0
  for (const { id } of overdue) {
    await inTransaction(ctx, async (tx) => {
      const row = await lockLicence(tx, id)
      if (row.state !== 'accepted' || row.invoiceState !== 'open' || row.remindedAt !== null) return
      const changed = await changeLicence(tx, row, { remindedAt: tx.now }, { kind: 'reminded', actor: 'magazine' })
      await postToLicensee(tx, changed, await headlineOf(tx, row), {
        kind: 'licence-overdue',
        more: { payAt: row.invoiceUrl ?? '' },
      })
      reminded += 1
    })
  }
  return reminded
}

/**
 * Compares with Stripe what was to be paid: events get lost, and a crash between Stripe's answer and our writing leaves an
 * invoice that no licence knows. One that belongs to no licence which waits for it is withdrawn. Of a licence that was
 * withdrawn, the invoice is looked at until it is on record as paid, so that the desk pays it back, or as void.
 * @returns how many licences were looked at
 */
export async function compareInvoices(ctx: Context): Promise<number> {
  // An invoice that was never noted was made within moments of the answer, or not at all.
  const mayHaveBeenMade = and(
    eq(licences.invoiceState, 'none'),
    gt(licences.closedAt, after(ctx.now, -invoiceDays * day)),
  )
  const wasWithdrawn = and(
    eq(licences.state, 'withdrawn'),
    isNotNull(licences.acceptedName),
    or(eq(licences.invoiceState, 'open'), mayHaveBeenMade),
  )
  const unsettled = await ctx.db
    .select({ id: licences.id })
    .from(licences)
    .where(and(or(eq(licences.state, 'accepted'), wasWithdrawn), eq(licences.terms, 'fee'), isNull(licences.settledAt)))
  // One that Stripe refuses keeps no other from being looked at, nor anybody from being reminded.
  for (const { id } of unsettled) await settleNow(ctx, id)
  const strays: string[] = []
  for await (const invoice of openLicenceInvoices(ctx)) {
    const [row] = await ctx.db
      .select({ state: licences.state, invoiceId: licences.stripeInvoiceId })
      .from(licences)
      .where(eq(licences.id, invoice.licenceId))
    // One that is not noted yet may be just being made.
    const isWanted = row?.state === 'accepted' && (row.invoiceId === null || row.invoiceId === invoice.id)
    if (!isWanted) strays.push(invoice.id)
  }
  for (const id of strays) await withdrawLicenceInvoice(ctx, id)
  return unsettled.length
}

async function headlineOf(tx: Context, row: LicenceRow): Promise<string> {
  return (await articleById(tx, row.articleId))?.headline ?? ''
}
