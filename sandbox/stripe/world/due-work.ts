import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { applySettledDebit } from '../checkout/settle.ts'
import { expireSession } from '../checkout/expire.ts'
import { openDispute } from '../disputes/open.ts'
import { collectInvoice } from '../invoices/collect.ts'
import { finalizeInvoice } from '../invoices/finalize.ts'
import { cancelNow, expireIncomplete } from '../subscriptions/cancel.ts'
import { announceRenewal, announceTrialEnd, renew } from '../subscriptions/renew.ts'
import { saveSubscription } from '../subscriptions/save.ts'
import type { SubscriptionRecord } from '../subscriptions/record.ts'
import type { Task, Timer } from './timers.ts'
import type { World } from './world.ts'

const work: Record<Task, (world: World, id: string) => void> = {
  'session.expire': (world, id) => {
    const session = world.sessions.find(id)
    if (session) expireSession(world, session)
  },
  'subscription.renew': ofSubscription(renew),
  'subscription.upcoming': ofSubscription(announceRenewal),
  'subscription.announce_trial_end': ofSubscription(announceTrialEnd),
  'subscription.expire_incomplete': ofSubscription(expireIncomplete),
  'subscription.cancel': ofSubscription((world, subscription) => cancelNow(world, subscription, {})),
  'subscription.resume_collection': ofSubscription((world, subscription) =>
    saveSubscription(world, subscription, { pauseCollection: null }),
  ),
  'invoice.finalize': (world, id) => {
    const invoice = world.invoices.find(id)
    if (invoice?.status === 'draft') finalizeInvoice(world, invoice, 'absent')
  },
  'invoice.retry': (world, id) => {
    const invoice = world.invoices.find(id)
    if (invoice?.status === 'open') collectInvoice(world, invoice, { presence: 'absent' })
  },
  'debit.settle': applySettledDebit,
  'charge.dispute': (world, id) => openDispute(world, id, 'fraudulent'),
}

/**
 * Carries out whatever of a clock's is due by then, in the order in which it is due, each at its own moment and in
 * its own transaction. Between two pieces of work others get their turn: webhooks leave while a year passes.
 */
export async function carryOutDueWork(world: World, clock: string | null, until: number): Promise<void> {
  for (let timer = world.timers.next(clock, until); timer; timer = world.timers.next(clock, until)) {
    carryOut(world, clock, timer)
    await yieldToOthers()
  }
}

function carryOut(world: World, clock: string | null, timer: Timer): void {
  try {
    world.database.transaction(() => {
      // Time stands at this moment now, also for whoever asks before the next piece of work.
      if (clock === null) world.clock.moveTo(timer.due)
      world.clock.hold(clock, clock === null ? timer.due : Math.max(timer.due, world.clock.now(clock)))
      world.timers.clear(timer.task, timer.object)
      work[timer.task](world, timer.object)
    })
  } catch (error) {
    // One broken object must not stop everybody else's time.
    world.timers.clear(timer.task, timer.object)
    console.error(`The sandbox could not carry out ${timer.task} for ${timer.object}:`, error)
  } finally {
    world.clock.release()
  }
}

function ofSubscription(rule: (world: World, subscription: SubscriptionRecord) => unknown) {
  return (world: World, id: string) => {
    const subscription = world.subscriptions.find(id)
    if (subscription) rule(world, subscription)
  }
}
