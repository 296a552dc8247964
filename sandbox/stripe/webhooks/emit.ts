import { isJsonObject, type JsonObject, toJsonObject } from '../wire/json.ts'
import type Stripe from 'stripe'
import type { OnTheWire } from '../wire/on-the-wire.ts'
import type { World } from '../world/world.ts'

type Emitted<Type extends Stripe.Event['type']> = OnTheWire<Extract<Stripe.Event, { type: Type }>['data']['object']>

type Circumstances<Type extends Stripe.Event['type']> = {
  /** The test clock of the object, whose time the event then carries. */
  clock: string | null
  /** The object as it was before, for `previous_attributes`. */
  before?: Emitted<Type>
  /** An invoice that is only announced has no id. */
  without?: 'id'
}

/**
 * Records an event with the object as it is now, and queues it for every endpoint that listens. It happens inside the
 * change's own transaction: no change without its event, no event without its change.
 */
export function emit<Type extends Stripe.Event['type']>(
  world: World,
  type: Type,
  object: Emitted<Type>,
  circumstances: Circumstances<Type>,
): void {
  const snapshot = toJsonObject(object)
  if (circumstances.without) delete snapshot[circumstances.without]
  const event = world.events.put({
    id: world.newId('evt_1'),
    created: world.clock.now(circumstances.clock),
    type,
    object: snapshot,
    previous: circumstances.before ? differences(toJsonObject(circumstances.before), snapshot) : null,
    requestId: world.request.id,
    idempotencyKey: world.request.idempotencyKey,
  })
  for (const endpoint of world.webhookEndpoints.all({ enabled: true })) {
    if (!listensTo(endpoint.enabledEvents, type)) continue
    const now = world.realMilliseconds()
    world.database.run(
      'INSERT INTO deliveries (event, endpoint, queued_at, next_at) VALUES (?, ?, ?, ?)',
      event.id,
      endpoint.id,
      now,
      now,
    )
  }
}

function listensTo(enabledEvents: readonly string[], type: string): boolean {
  return enabledEvents.includes('*') || enabledEvents.includes(type)
}

/** The old values of what changed; inside an object only what changed there. */
function differences(before: JsonObject, after: JsonObject): JsonObject {
  const changed: JsonObject = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = before[key]
    const is = after[key]
    if (JSON.stringify(was) === JSON.stringify(is)) continue
    changed[key] = isJsonObject(was) && isJsonObject(is) ? differences(was, is) : (was ?? null)
  }
  return changed
}
