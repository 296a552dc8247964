import { livingCustomer } from '../customers/living.ts'
import { createPrice } from '../products/create.ts'
import { invalid, required } from '../wire/refusal.ts'
import { emit } from '../webhooks/emit.ts'
import { DAY } from '../world/billing-policy.ts'
import { invoiceItemObject, invoiceObject } from './objects.ts'
import type { World } from '../world/world.ts'
import type { InvoiceItemRecord, InvoiceLineRecord, InvoiceRecord } from './record.ts'

type NewInvoice = Pick<InvoiceRecord, 'autoAdvance' | 'collectionMethod' | 'description' | 'metadata'> & {
  customer: string
  currency: string
  /** Null for one that is charged. */
  daysUntilDue: number | null
  /** Whether it takes up what waits for the customer's next invoice. */
  withPending: boolean
}

/** Drafts an invoice that is of no subscription. https://docs.stripe.com/api/invoices/create */
export function draftOneOff(world: World, facts: NewInvoice): InvoiceRecord {
  const customer = livingCustomer(world, facts.customer, 'customer')
  const now = world.clock.now(customer.clock)
  const drafted = world.invoices.put({
    id: world.newId('in_1'),
    created: now,
    clock: customer.clock,
    number: null,
    customer: customer.id,
    customerName: customer.name,
    customerEmail: customer.email,
    customerPhone: customer.phone,
    customerAddress: customer.address,
    customerShipping: customer.shipping,
    subscription: null,
    subscriptionMetadata: {},
    status: 'draft',
    collectionMethod: facts.collectionMethod,
    dueAt: facts.daysUntilDue === null ? null : now + facts.daysUntilDue * DAY,
    billingReason: 'manual',
    currency: facts.currency,
    lines: [],
    total: 0,
    amountPaid: 0,
    attemptCount: 0,
    attempted: false,
    autoAdvance: facts.autoAdvance,
    nextPaymentAttempt: null,
    finalizesAt: null,
    periodStart: now,
    periodEnd: now,
    description: facts.description,
    metadata: facts.metadata,
    defaultPaymentMethod: null,
    intent: null,
    paidOutOfBand: false,
    finalizedAt: null,
    paidAt: null,
    voidedAt: null,
    uncollectibleAt: null,
  })
  const pending = facts.withPending
    ? world.invoiceItems.all({ customer: customer.id, invoice: null, currency: facts.currency })
    : []
  const invoice = pending.reduce((whole, item) => take(world, whole, item), drafted)
  emit(world, 'invoice.created', invoiceObject(world, invoice), { clock: invoice.clock })
  return invoice
}

type NewItem = Pick<InvoiceItemRecord, 'customer' | 'invoice' | 'amount' | 'currency' | 'description' | 'metadata'>

/**
 * An amount that no price stands behind gets one in passing, with a product named like it.
 * https://docs.stripe.com/api/invoiceitems/create
 */
export function addItem(world: World, facts: NewItem): InvoiceItemRecord {
  const customer = livingCustomer(world, facts.customer, 'customer')
  const invoice =
    facts.invoice === null ? null : required(world.invoices.find(facts.invoice), 'invoice', facts.invoice, 'invoice')
  if (invoice !== null && invoice.customer !== customer.id)
    throw invalid('The invoice is of another customer than the item.', 'invoice')
  if (invoice !== null && invoice.status !== 'draft')
    throw invalid('Items can only be added to a draft invoice.', 'invoice', 'invoice_not_editable')
  if (invoice !== null && invoice.currency !== facts.currency)
    throw invalid('The item is in another currency than its invoice.', 'currency')
  const price = createPrice(
    world,
    {
      currency: facts.currency,
      unit_amount: facts.amount,
      product_data: { name: facts.description ?? 'Invoice item' },
    },
    { active: false, lookupKey: null, metadata: {}, nickname: null },
  )
  const item = world.invoiceItems.put({
    ...facts,
    id: world.newId('ii_1'),
    created: world.clock.now(customer.clock),
    clock: customer.clock,
    price: price.id,
    product: price.product,
  })
  if (invoice !== null) take(world, invoice, item)
  emit(world, 'invoiceitem.created', invoiceItemObject(world, item), { clock: item.clock })
  return item
}

/** Only a draft that is of no subscription can be deleted. https://docs.stripe.com/api/invoices/delete */
export function deleteDraft(world: World, invoice: InvoiceRecord): { id: string; object: 'invoice'; deleted: true } {
  if (invoice.status !== 'draft' || invoice.subscription !== null)
    throw invalid('Only drafts that are of no subscription can be deleted.', undefined, 'invoice_not_editable')
  for (const item of world.invoiceItems.all({ invoice: invoice.id })) world.invoiceItems.remove(item.id)
  world.invoices.remove(invoice.id)
  emit(world, 'invoice.deleted', invoiceObject(world, invoice), { clock: invoice.clock })
  return { id: invoice.id, object: 'invoice', deleted: true }
}

function take(world: World, invoice: InvoiceRecord, item: InvoiceItemRecord): InvoiceRecord {
  world.invoiceItems.put({ ...item, invoice: invoice.id })
  const line: InvoiceLineRecord = {
    id: world.newId('il_1'),
    description: item.description ?? 'Invoice item',
    amount: item.amount,
    quantity: 1,
    price: item.price,
    product: item.product,
    unitAmount: item.amount,
    periodStart: item.created,
    periodEnd: item.created,
    subscriptionItem: null,
    invoiceItem: item.id,
    metadata: item.metadata,
  }
  return world.invoices.put({ ...invoice, lines: [...invoice.lines, line], total: invoice.total + line.amount })
}
