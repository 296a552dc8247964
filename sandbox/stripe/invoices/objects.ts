import { shippingObject } from '../customers/object.ts'
import type Stripe from 'stripe'
import type { OnTheWire } from '../wire/on-the-wire.ts'
import type { World } from '../world/world.ts'
import type { InvoiceItemRecord, InvoiceLineRecord, InvoicePaymentRecord, InvoiceRecord } from './record.ts'

export function invoiceObject(world: World, record: InvoiceRecord): OnTheWire<Stripe.Invoice> {
  const finalized = record.finalizedAt !== null
  return {
    id: record.id,
    object: 'invoice',
    account_country: 'GB',
    account_name: world.merchantName,
    account_tax_ids: null,
    amount_due: record.total,
    amount_overpaid: 0,
    amount_paid: record.amountPaid,
    amount_remaining: record.paidOutOfBand ? 0 : record.total - record.amountPaid,
    amount_shipping: 0,
    application: null,
    attempt_count: record.attemptCount,
    attempted: record.attempted,
    auto_advance: record.autoAdvance,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: record.finalizesAt,
    billing_reason: record.billingReason,
    collection_method: record.collectionMethod,
    created: record.created,
    currency: record.currency,
    custom_fields: null,
    customer: record.customer,
    customer_account: null,
    customer_address: record.customerAddress,
    customer_email: record.customerEmail,
    customer_name: record.customerName,
    customer_phone: record.customerPhone,
    customer_shipping: record.customerShipping ? shippingObject(record.customerShipping) : null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: record.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: record.description,
    discounts: [],
    due_date: record.dueAt,
    effective_at: record.finalizedAt,
    ending_balance: finalized ? 0 : null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: finalized ? `${world.publicOrigin}/i/${record.id}` : null,
    invoice_pdf: finalized ? `${world.publicOrigin}/i/${record.id}/pdf` : null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: 'list',
      data: record.lines.map((line) => invoiceLineObject(record, line)),
      has_more: false,
      url: `/v1/invoices/${record.id}/lines`,
    },
    livemode: false,
    metadata: record.metadata,
    next_payment_attempt: record.nextPaymentAttempt,
    number: record.number,
    on_behalf_of: null,
    parent: record.subscription
      ? {
          quote_details: null,
          subscription_details: { metadata: record.subscriptionMetadata, subscription: record.subscription },
          type: 'subscription_details',
        }
      : null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: record.periodEnd,
    period_start: record.periodStart,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: record.status,
    status_transitions: {
      finalized_at: record.finalizedAt,
      marked_uncollectible_at: record.uncollectibleAt,
      paid_at: record.paidAt,
      voided_at: record.voidedAt,
    },
    subtotal: record.total,
    subtotal_excluding_tax: record.total,
    test_clock: record.clock,
    total: record.total,
    total_discount_amounts: [],
    total_excluding_tax: record.total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: record.created,
  }
}

export function invoiceLineObject(invoice: InvoiceRecord, line: InvoiceLineRecord): OnTheWire<Stripe.InvoiceLineItem> {
  return {
    id: line.id,
    object: 'line_item',
    amount: line.amount,
    currency: invoice.currency,
    description: line.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: invoice.id,
    livemode: false,
    metadata: line.metadata,
    parent: line.subscriptionItem
      ? {
          invoice_item_details: null,
          subscription_item_details: {
            invoice_item: null,
            proration: false,
            proration_details: { credited_items: null },
            subscription: invoice.subscription,
            subscription_item: line.subscriptionItem,
          },
          type: 'subscription_item_details',
        }
      : line.invoiceItem
        ? {
            invoice_item_details: {
              invoice_item: line.invoiceItem,
              proration: false,
              proration_details: { credited_items: null },
              subscription: null,
            },
            subscription_item_details: null,
            type: 'invoice_item_details',
          }
        : null,
    period: { start: line.periodStart, end: line.periodEnd },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: line.price, product: line.product },
      type: 'price_details',
      unit_amount_decimal: String(line.unitAmount),
    },
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    subscription: invoice.subscription,
    subtotal: line.amount,
    taxes: [],
  }
}

export function invoicePaymentObject(_world: World, record: InvoicePaymentRecord): OnTheWire<Stripe.InvoicePayment> {
  return {
    id: record.id,
    object: 'invoice_payment',
    amount_paid: record.amountPaid,
    amount_requested: record.amountRequested,
    created: record.created,
    currency: record.currency,
    invoice: record.invoice,
    is_default: true,
    livemode: false,
    payment: { payment_intent: record.intent, type: 'payment_intent' },
    status: record.status,
    status_transitions: { canceled_at: record.canceledAt, paid_at: record.paidAt },
  }
}

export function invoiceItemObject(_world: World, record: InvoiceItemRecord): OnTheWire<Stripe.InvoiceItem> {
  return {
    id: record.id,
    object: 'invoiceitem',
    amount: record.amount,
    currency: record.currency,
    customer: record.customer,
    customer_account: null,
    date: record.created,
    description: record.description,
    discountable: true,
    discounts: [],
    invoice: record.invoice,
    livemode: false,
    metadata: record.metadata,
    net_amount: record.amount,
    parent: null,
    period: { start: record.created, end: record.created },
    pricing: {
      price_details: { price: record.price, product: record.product },
      type: 'price_details',
      unit_amount_decimal: String(record.amount),
    },
    proration: false,
    quantity: 1,
    quantity_decimal: '1',
    tax_rates: [],
    test_clock: record.clock,
  }
}
