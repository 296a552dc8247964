import { emit } from '../webhooks/emit.ts'
import { chargeObject } from './charge-object.ts'
import { paymentIntentObject } from './objects.ts'
import { AUTHENTICATION_FAILED, type Decline, testAccounts, testCard } from './test-cards.ts'
import type { World } from '../world/world.ts'
import type { ChargeRecord, FailureRecord, PaymentIntentRecord, PaymentMethodRecord } from './record.ts'

/** Is the payer there to answer the bank? https://docs.stripe.com/payments/setup-intents#off-session */
export type Presence = 'present' | 'absent' | 'authenticated'

type NewIntent = Pick<
  PaymentIntentRecord,
  | 'amount'
  | 'currency'
  | 'customer'
  | 'clock'
  | 'description'
  | 'metadata'
  | 'setupFutureUsage'
  | 'receiptEmail'
  | 'shipping'
  | 'statementDescriptor'
  | 'invoice'
  | 'session'
>

export function createIntent(world: World, facts: NewIntent): PaymentIntentRecord {
  const intent = world.paymentIntents.put({
    ...facts,
    id: world.newId('pi_3'),
    created: world.clock.now(facts.clock),
    amountReceived: 0,
    method: null,
    status: 'requires_payment_method',
    failure: null,
    latestCharge: null,
    canceledAt: null,
    cancellationReason: null,
  })
  emit(world, 'payment_intent.created', paymentIntentObject(world, intent), { clock: intent.clock })
  return intent
}

/**
 * Tries to take the money. The intent that comes back says how it went: `succeeded`, `requires_action` (3-D Secure),
 * `processing` (a direct debit on its way) or `requires_payment_method` with the failure.
 * https://docs.stripe.com/payments/paymentintents/lifecycle
 */
export function attemptPayment(
  world: World,
  intent: PaymentIntentRecord,
  method: PaymentMethodRecord,
  presence: Presence,
): PaymentIntentRecord {
  if (method.type === 'sepa_debit') return startDebit(world, intent, method)
  const card = testCard(method.number)
  if (
    card.challenge !== 'never' &&
    presence !== 'authenticated' &&
    !(card.challenge === 'until set up' && method.setUp)
  ) {
    const waiting = world.paymentIntents.put({ ...intent, method: method.id, status: 'requires_action', failure: null })
    emit(world, 'payment_intent.requires_action', paymentIntentObject(world, waiting), { clock: intent.clock })
    return waiting
  }
  const decline = presence === 'absent' ? card.absent : card.present
  return decline ? fail(world, intent, method, decline) : succeed(world, intent, method, presence === 'authenticated')
}

/** The payer told the bank "no", or the bank did not believe them. */
export function failAuthentication(world: World, intent: PaymentIntentRecord): PaymentIntentRecord {
  const failure = { ...AUTHENTICATION_FAILED, method: intent.method, charge: null }
  const failed = world.paymentIntents.put({ ...intent, method: null, status: 'requires_payment_method', failure })
  emit(world, 'payment_intent.payment_failed', paymentIntentObject(world, failed), { clock: intent.clock })
  return failed
}

/** A direct debit settles, or bounces, some time after it was ordered. */
export function settleDebit(world: World, intent: PaymentIntentRecord): PaymentIntentRecord {
  const method = intent.method === null ? undefined : world.paymentMethods.find(intent.method)
  const charge = intent.latestCharge === null ? undefined : world.charges.find(intent.latestCharge)
  if (intent.status !== 'processing' || !method || !charge) return intent
  const settles = testAccounts.find((account) => account.iban === method.number)?.settles ?? false
  if (!settles) {
    const decline = {
      code: 'payment_intent_payment_attempt_failed',
      declineCode: 'generic_decline',
      message: 'The bank returned this direct debit.',
    }
    return fail(world, intent, method, decline, charge)
  }

  return succeed(world, intent, method, false, charge)
}

function startDebit(world: World, intent: PaymentIntentRecord, method: PaymentMethodRecord): PaymentIntentRecord {
  const charge = recordCharge(world, intent, method, 'pending', null, false)
  emit(world, 'charge.pending', chargeObject(world, charge), { clock: intent.clock })
  const processing = world.paymentIntents.put({
    ...intent,
    method: method.id,
    status: 'processing',
    failure: null,
    latestCharge: charge.id,
  })
  emit(world, 'payment_intent.processing', paymentIntentObject(world, processing), { clock: intent.clock })
  world.timers.set('debit.settle', intent.id, world.clock.now(intent.clock) + world.billing.debitSeconds, intent.clock)
  return processing
}

function succeed(
  world: World,
  intent: PaymentIntentRecord,
  method: PaymentMethodRecord,
  authenticated: boolean,
  pending?: ChargeRecord,
): PaymentIntentRecord {
  const charge = pending
    ? world.charges.put({ ...pending, status: 'succeeded' })
    : recordCharge(world, intent, method, 'succeeded', null, authenticated)
  emit(world, 'charge.succeeded', chargeObject(world, charge), { clock: intent.clock })
  const paid = world.paymentIntents.put({
    ...intent,
    method: method.id,
    status: 'succeeded',
    failure: null,
    amountReceived: intent.amount,
    latestCharge: charge.id,
  })
  emit(world, 'payment_intent.succeeded', paymentIntentObject(world, paid), { clock: intent.clock })
  // The dispute comes after everything this payment sets off, so it waits for the end of the transaction.
  if (method.type === 'card' && testCard(method.number).disputed) {
    world.timers.set('charge.dispute', charge.id, world.clock.now(intent.clock), intent.clock)
  }
  return paid
}

function fail(
  world: World,
  intent: PaymentIntentRecord,
  method: PaymentMethodRecord,
  decline: Decline,
  pending?: ChargeRecord,
): PaymentIntentRecord {
  const reason = { ...decline, method: method.id, charge: null }
  const charge = pending
    ? world.charges.put({ ...pending, status: 'failed', failure: reason })
    : recordCharge(world, intent, method, 'failed', reason, false)
  emit(world, 'charge.failed', chargeObject(world, charge), { clock: intent.clock })
  const failure: FailureRecord = { ...reason, charge: charge.id }
  const failed = world.paymentIntents.put({
    ...intent,
    method: null,
    status: 'requires_payment_method',
    failure,
    latestCharge: charge.id,
  })
  emit(world, 'payment_intent.payment_failed', paymentIntentObject(world, failed), { clock: intent.clock })
  return failed
}

function recordCharge(
  world: World,
  intent: PaymentIntentRecord,
  method: PaymentMethodRecord,
  status: ChargeRecord['status'],
  failure: FailureRecord | null,
  authenticated: boolean,
): ChargeRecord {
  return world.charges.put({
    id: world.newId(method.type === 'card' ? 'ch_3' : 'py_3'),
    created: world.clock.now(intent.clock),
    clock: intent.clock,
    amount: intent.amount,
    amountRefunded: 0,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    metadata: intent.metadata,
    intent: intent.id,
    method: method.id,
    status,
    failure,
    disputed: false,
    authenticated,
    receiptEmail: intent.receiptEmail,
    shipping: intent.shipping,
    statementDescriptor: intent.statementDescriptor,
  })
}
