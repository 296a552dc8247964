import type Stripe from 'stripe'
import type { OnTheWire } from '../wire/on-the-wire.ts'
import type { World } from '../world/world.ts'
import type { AddressRecord, CustomerRecord, ShippingRecord } from './record.ts'

export function customerObject(_world: World, record: CustomerRecord): OnTheWire<Stripe.Customer> {
  return {
    id: record.id,
    object: 'customer',
    address: record.address,
    balance: 0,
    created: record.created,
    currency: record.currency,
    customer_account: null,
    default_source: null,
    delinquent: record.delinquent,
    description: record.description,
    discount: null,
    email: record.email,
    invoice_prefix: record.invoicePrefix,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: record.defaultPaymentMethod,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: record.metadata,
    name: record.name,
    next_invoice_sequence: record.nextInvoiceNumber,
    phone: record.phone,
    preferred_locales: record.locales,
    shipping: record.shipping ? shippingObject(record.shipping) : null,
    tax_exempt: 'none',
    test_clock: record.clock,
  }
}

export function deletedCustomerObject(record: CustomerRecord): Stripe.DeletedCustomer {
  return { id: record.id, object: 'customer', deleted: true }
}

export function shippingObject(record: ShippingRecord) {
  return {
    address: record.address,
    carrier: record.carrier,
    name: record.name,
    phone: record.phone,
    tracking_number: record.tracking_number,
  }
}

export const emptyAddress: AddressRecord = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
}
