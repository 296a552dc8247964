import { attemptPayment, createIntent, failAuthentication, type Presence } from '../payments/attempt.ts'
import { attachMethod } from '../payments/methods.ts'
import { setupIntentObject } from '../payments/objects.ts'
import { AUTHENTICATION_FAILED, testCard } from '../payments/test-cards.ts'
import { emit } from '../webhooks/emit.ts'
import { completePaidSession, completeSetupSession, customerForSession } from './complete.ts'
import { sessionTotal } from './objects.ts'
import type { PaymentIntentRecord, PaymentMethodRecord, SetupIntentRecord } from '../payments/record.ts'
import type { World } from '../world/world.ts'
import type { PayerRecord, SessionRecord } from './record.ts'

/** What the payer sees next. A declined session stays open: another card may be tried on it. */
export type Outcome =
  | { kind: 'done'; session: SessionRecord }
  | { kind: 'authenticate' }
  | { kind: 'declined'; message: string; code: string }

/** The payer pressed the button. */
export function paySession(
  world: World,
  session: SessionRecord,
  payer: PayerRecord,
  method: PaymentMethodRecord,
): Outcome {
  if (session.mode === 'setup') return setUp(world, session, payer, method, 'present')
  const intent = intentFor(world, session, payer)
  const kept = world.sessions.put({ ...session, payer, intent: intent.id })
  return afterAttempt(world, kept, payer, attemptPayment(world, intent, method, 'present'), method)
}

/** The payer comes back from the bank's page. */
export function continueAfterAuthentication(world: World, session: SessionRecord, confirmed: boolean): Outcome {
  const { payer } = session
  const waiting = waitingIntent(world, session)
  const method = waiting?.method ? world.paymentMethods.find(waiting.method) : undefined
  if (!payer || !waiting || !method)
    return {
      kind: 'declined',
      message: 'This payment is no longer waiting for your bank.',
      code: 'payment_intent_unexpected_state',
    }
  if (!('amount' in waiting)) {
    if (confirmed) return setUp(world, session, payer, method, 'authenticated')
    const failed = world.setupIntents.put({
      ...waiting,
      method: null,
      status: 'requires_payment_method',
      failure: { ...AUTHENTICATION_FAILED, method: method.id, charge: null },
    })
    emit(world, 'setup_intent.setup_failed', setupIntentObject(world, failed), { clock: session.clock })
    return { kind: 'declined', message: AUTHENTICATION_FAILED.message, code: AUTHENTICATION_FAILED.code }
  }
  const after = confirmed ? attemptPayment(world, waiting, method, 'authenticated') : failAuthentication(world, waiting)
  return afterAttempt(world, session, payer, after, method)
}

export function waitingIntent(
  world: World,
  session: SessionRecord,
): PaymentIntentRecord | SetupIntentRecord | undefined {
  const intent = session.intent === null ? undefined : world.paymentIntents.find(session.intent)
  const setup = session.setupIntent === null ? undefined : world.setupIntents.find(session.setupIntent)
  return [intent, setup].find((candidate) => candidate?.status === 'requires_action')
}

function afterAttempt(
  world: World,
  session: SessionRecord,
  payer: PayerRecord,
  intent: PaymentIntentRecord,
  method: PaymentMethodRecord,
): Outcome {
  if (intent.status === 'requires_action') return { kind: 'authenticate' }
  if (intent.status === 'requires_payment_method') {
    return {
      kind: 'declined',
      message: intent.failure?.message ?? 'The payment failed.',
      code: intent.failure?.declineCode ?? intent.failure?.code ?? '',
    }
  }
  const customer = customerForSession(world, session, payer)
  const kept = world.sessions.put({ ...session, customer: customer?.id ?? null })
  const owned = world.paymentIntents.put({ ...intent, customer: customer?.id ?? null })
  const charge = owned.latestCharge === null ? undefined : world.charges.find(owned.latestCharge)
  if (charge) world.charges.put({ ...charge, customer: customer?.id ?? null })
  const keep = customer && (session.mode === 'subscription' || session.setupFutureUsage !== null)
  const saved = keep ? attachMethod(world, method, customer) : method
  return { kind: 'done', session: completePaidSession(world, kept, payer, owned, saved) }
}

function setUp(
  world: World,
  session: SessionRecord,
  payer: PayerRecord,
  method: PaymentMethodRecord,
  presence: Presence,
): Outcome {
  const intent = session.setupIntent === null ? undefined : world.setupIntents.find(session.setupIntent)
  const card = method.type === 'card' ? testCard(method.number) : undefined
  if (intent && card && card.challenge !== 'never' && presence !== 'authenticated') {
    world.sessions.put({ ...session, payer })
    world.setupIntents.put({ ...intent, method: method.id, status: 'requires_action' })
    return { kind: 'authenticate' }
  }

  if (card?.present)
    return { kind: 'declined', message: card.present.message, code: card.present.declineCode ?? card.present.code }
  const customer = customerForSession(world, session, payer)
  const kept = world.sessions.put({ ...session, customer: customer?.id ?? null })
  return { kind: 'done', session: completeSetupSession(world, kept, payer, method) }
}

/** One intent per session; a second card is tried on the same one. It exists only once somebody tries to pay. */
function intentFor(world: World, session: SessionRecord, payer: PayerRecord): PaymentIntentRecord {
  const present = session.intent === null ? undefined : world.paymentIntents.find(session.intent)
  if (present) return present
  return createIntent(world, {
    amount: sessionTotal(world, session),
    currency: session.currency ?? 'gbp',
    customer: session.customer,
    clock: session.clock,
    description: session.mode === 'subscription' ? 'Subscription creation' : session.paymentDescription,
    metadata: session.paymentMetadata,
    setupFutureUsage: session.mode === 'subscription' ? 'off_session' : session.setupFutureUsage,
    receiptEmail: session.paymentReceiptEmail,
    shipping: payer.shipping,
    statementDescriptor: session.paymentStatementDescriptor,
    invoice: null,
    session: session.id,
  })
}
