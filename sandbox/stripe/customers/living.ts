import { required } from '../wire/refusal.ts'
import type { World } from '../world/world.ts'
import type { CustomerRecord } from './record.ts'

/** A deleted customer can be looked at but not used. */
export function livingCustomer(world: World, id: string, param?: string): CustomerRecord {
  const customer = world.customers.find(id)
  return required(customer?.deleted ? undefined : customer, 'customer', id, param)
}
