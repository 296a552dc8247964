import { cancelNow } from '../subscriptions/cancel.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, listEndpoint, select } from '../wire/endpoint.ts'
import { instant, text } from '../wire/parameters.ts'
import { invalid, required } from '../wire/refusal.ts'
import { testClockObject } from './object.ts'

/** https://docs.stripe.com/api/test_clocks */
export const testClockEndpoints: Endpoint[] = [
  endpoint(
    'POST',
    '/v1/test_helpers/test_clocks',
    { frozen_time: instant(), name: text(300).optional() },
    (world, given) => {
      const id = world.newId('clock_1')
      world.clock.hold(id, given.frozen_time)
      const clock = world.testClocks.put({
        id,
        created: given.frozen_time,
        name: given.name ?? null,
        status: 'ready',
        target: null,
      })
      emit(world, 'test_helpers.test_clock.created', testClockObject(world, clock), { clock: id })
      return testClockObject(world, clock)
    },
  ),

  endpoint('GET', '/v1/test_helpers/test_clocks/:id', {}, (world, _given, id) =>
    testClockObject(world, required(world.testClocks.find(id), 'test_helpers.test_clock', id)),
  ),

  // The time passes after the answer, as with Stripe: whoever waits asks again until the clock is ready.
  endpoint('POST', '/v1/test_helpers/test_clocks/:id/advance', { frozen_time: instant() }, (world, given, id) => {
    const clock = required(world.testClocks.find(id), 'test_helpers.test_clock', id)
    if (clock.status === 'advancing')
      throw invalid('This test clock is still advancing.', undefined, 'test_clock_advancing')
    if (given.frozen_time <= world.clock.now(id)) throw invalid('A test clock can only move forward.', 'frozen_time')
    const advancing = world.testClocks.put({ ...clock, status: 'advancing', target: given.frozen_time })
    emit(world, 'test_helpers.test_clock.advancing', testClockObject(world, advancing), { clock: id })
    return testClockObject(world, advancing)
  }),

  // Its customers go with it.
  endpoint('DELETE', '/v1/test_helpers/test_clocks/:id', {}, (world, _given, id) => {
    const clock = required(world.testClocks.find(id), 'test_helpers.test_clock', id)
    for (const customer of world.customers.all({ clock: id, deleted: false })) {
      for (const subscription of world.subscriptions.all({ customer: customer.id })) cancelNow(world, subscription, {})
      world.customers.put({ ...customer, deleted: true })
    }
    emit(world, 'test_helpers.test_clock.deleted', testClockObject(world, clock), { clock: id })
    world.testClocks.remove(id)
    world.clock.forget(id)
    return { id, object: 'test_helpers.test_clock', deleted: true }
  }),

  listEndpoint('/v1/test_helpers/test_clocks', {}, (world) => select(world, world.testClocks, {}, testClockObject)),
]
