import { DAY } from '../world/billing-policy.ts'
import type Stripe from 'stripe'
import type { OnTheWire } from '../wire/on-the-wire.ts'
import type { World } from '../world/world.ts'
import type { TestClockRecord } from './record.ts'

export function testClockObject(world: World, record: TestClockRecord): OnTheWire<Stripe.TestHelpers.TestClock> {
  return {
    id: record.id,
    object: 'test_helpers.test_clock',
    created: record.created,
    deletes_after: record.created + 30 * DAY,
    frozen_time: world.clock.now(record.id),
    livemode: false,
    name: record.name,
    status: record.status,
    status_details: record.target === null ? {} : { advancing: { target_frozen_time: record.target } },
  }
}
