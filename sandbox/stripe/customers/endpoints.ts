import { cancelNow } from '../subscriptions/cancel.ts'
import { attachMethod, findMethod } from '../payments/methods.ts'
import { paymentMethodObject } from '../payments/method-object.ts'
import { type Endpoint, endpoint, listEndpoint, select } from '../wire/endpoint.ts'
import {
  addressFields,
  choice,
  clearable,
  clearableText,
  emailAddress,
  group,
  listOf,
  metadata,
  pagination,
  shippingFields,
  text,
} from '../wire/parameters.ts'
import { required } from '../wire/refusal.ts'
import { emit } from '../webhooks/emit.ts'
import { createCustomer } from './create.ts'
import { fillAddress, fillShipping, mergeMetadata } from './fields.ts'
import { livingCustomer } from './living.ts'
import { customerObject, deletedCustomerObject } from './object.ts'
import { customerQuery } from './search.ts'

const shared = {
  address: clearable(addressFields).optional(),
  description: clearableText().optional(),
  email: clearable(emailAddress()).optional(),
  invoice_settings: group({ default_payment_method: clearableText().optional() }).optional(),
  metadata: metadata().optional(),
  name: clearableText(256).optional(),
  phone: clearableText(20).optional(),
  preferred_locales: listOf(text()).optional(),
  shipping: clearable(shippingFields).optional(),
}

export const customerEndpoints: Endpoint[] = [
  endpoint(
    'POST',
    '/v1/customers',
    { ...shared, payment_method: text().optional(), test_clock: text().optional() },
    (world, given) => {
      const clock = given.test_clock ?? null
      if (clock !== null) required(world.testClocks.find(clock), 'test_helpers.test_clock', clock, 'test_clock')
      const customer = createCustomer(world, {
        clock,
        address: given.address ? fillAddress(given.address) : null,
        description: given.description ?? null,
        email: given.email ?? null,
        metadata: mergeMetadata({}, given.metadata),
        name: given.name ?? null,
        phone: given.phone ?? null,
        locales: given.preferred_locales ?? [],
        shipping: given.shipping ? fillShipping(given.shipping) : null,
      })
      if (given.payment_method)
        attachMethod(
          world,
          required(
            findMethod(world, given.payment_method, clock),
            'PaymentMethod',
            given.payment_method,
            'payment_method',
          ),
          customer,
        )
      const wanted = given.invoice_settings?.default_payment_method
      if (!wanted) return customerObject(world, customer)
      const method =
        given.payment_method === wanted
          ? world.paymentMethods.newest({ customer: customer.id })
          : world.paymentMethods.find(wanted)
      required(
        method?.customer === customer.id ? method : undefined,
        'PaymentMethod',
        wanted,
        'invoice_settings[default_payment_method]',
      )
      return customerObject(world, world.customers.put({ ...customer, defaultPaymentMethod: method?.id ?? null }))
    },
  ),

  endpoint(
    'GET',
    '/v1/customers/search',
    { query: text(), limit: pagination.limit, page: text().optional() },
    (world, given) => {
      const matches = customerQuery(given.query)
      const found = world.customers.all({ deleted: false }).filter(matches).toReversed()
      // The page is a number of results to skip; to its reader it is a token.
      const skipped = Number(given.page ?? 0)
      const limit = given.limit ?? 10
      const hasMore = found.length > skipped + limit
      return {
        object: 'search_result',
        data: found.slice(skipped, skipped + limit).map((customer) => customerObject(world, customer)),
        has_more: hasMore,
        next_page: hasMore ? String(skipped + limit) : null,
        url: '/v1/customers/search',
      }
    },
  ),

  endpoint('GET', '/v1/customers/:id', {}, (world, _given, id) => {
    const customer = required(world.customers.find(id), 'customer', id)
    return customer.deleted ? deletedCustomerObject(customer) : customerObject(world, customer)
  }),

  endpoint('POST', '/v1/customers/:id', shared, (world, given, id) => {
    const customer = livingCustomer(world, id)
    const wanted = given.invoice_settings?.default_payment_method
    if (wanted) {
      const method = world.paymentMethods.find(wanted)
      required(
        method?.customer === id ? method : undefined,
        'PaymentMethod',
        wanted,
        'invoice_settings[default_payment_method]',
      )
    }
    const before = customerObject(world, customer)
    const after = world.customers.put({
      ...customer,
      address: given.address === undefined ? customer.address : given.address && fillAddress(given.address),
      description: given.description === undefined ? customer.description : given.description,
      email: given.email === undefined ? customer.email : given.email,
      metadata: mergeMetadata(customer.metadata, given.metadata),
      name: given.name === undefined ? customer.name : given.name,
      phone: given.phone === undefined ? customer.phone : given.phone,
      locales: given.preferred_locales ?? customer.locales,
      shipping: given.shipping === undefined ? customer.shipping : given.shipping && fillShipping(given.shipping),
      defaultPaymentMethod: wanted === undefined ? customer.defaultPaymentMethod : wanted,
    })
    const object = customerObject(world, after)
    emit(world, 'customer.updated', object, { clock: after.clock, before })
    return object
  }),

  // Deleting a customer cancels what they pay for. https://docs.stripe.com/api/customers/delete
  endpoint('DELETE', '/v1/customers/:id', {}, (world, _given, id) => {
    const customer = livingCustomer(world, id)
    for (const subscription of world.subscriptions.all({ customer: id })) cancelNow(world, subscription, {})
    const object = customerObject(world, customer)
    const deleted = world.customers.put({ ...customer, deleted: true })
    for (const method of world.paymentMethods.all({ customer: id }))
      world.paymentMethods.put({ ...method, customer: null })
    emit(world, 'customer.deleted', object, { clock: customer.clock })
    return deletedCustomerObject(deleted)
  }),

  listEndpoint('/v1/customers', { email: text().optional(), test_clock: text().optional() }, (world, filters) =>
    select(world, world.customers, { deleted: false, email: filters.email, clock: filters.test_clock }, customerObject),
  ),

  listEndpoint(
    '/v1/customers/:id/payment_methods',
    { type: choice('card', 'sepa_debit').optional() },
    (world, filters, id) =>
      select(
        world,
        world.paymentMethods,
        { customer: livingCustomer(world, id).id, type: filters.type },
        paymentMethodObject,
      ),
  ),
]
