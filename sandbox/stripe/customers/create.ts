import { emit } from '../webhooks/emit.ts'
import { customerObject } from './object.ts'
import type { World } from '../world/world.ts'
import type { CustomerRecord } from './record.ts'

/** Makes a customer from what is known and says so. */
export function createCustomer(
  world: World,
  known: Partial<CustomerRecord> & { clock: string | null },
): CustomerRecord {
  const customer = world.customers.put({
    id: world.newId('cus_', 14),
    created: world.clock.now(known.clock),
    email: null,
    name: null,
    phone: null,
    description: null,
    address: null,
    shipping: null,
    metadata: {},
    currency: null,
    delinquent: false,
    defaultPaymentMethod: null,
    locales: [],
    invoicePrefix: world.newId('', 8).toUpperCase(),
    nextInvoiceNumber: 1,
    deleted: false,
    ...known,
  })
  emit(world, 'customer.created', customerObject(world, customer), { clock: customer.clock })
  return customer
}
