import { emit } from '../webhooks/emit.ts'
import { paymentIntentObject } from '../payments/objects.ts'
import { sessionObject } from './objects.ts'
import type { World } from '../world/world.ts'
import type { SessionRecord } from './record.ts'

/** A session that nobody completed in time; its unfinished payment goes with it. */
export function expireSession(world: World, session: SessionRecord): SessionRecord {
  if (session.status !== 'open') return session
  world.timers.clearAll(session.id)
  const intent = session.intent === null ? undefined : world.paymentIntents.find(session.intent)
  if (intent && intent.status !== 'succeeded' && intent.status !== 'processing') {
    const canceled = world.paymentIntents.put({
      ...intent,
      status: 'canceled',
      canceledAt: world.clock.now(session.clock),
      cancellationReason: 'expired',
    })
    emit(world, 'payment_intent.canceled', paymentIntentObject(world, canceled), { clock: session.clock })
  }
  const expired = world.sessions.put({ ...session, status: 'expired' })
  emit(world, 'checkout.session.expired', sessionObject(world, expired), { clock: session.clock })
  return expired
}
