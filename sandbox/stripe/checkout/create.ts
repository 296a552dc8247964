import { livingCustomer } from '../customers/living.ts'
import { mergeMetadata } from '../customers/fields.ts'
import { formatMoney, leastCharge } from '../pages/money.ts'
import { setupIntentObject } from '../payments/objects.ts'
import { createPrice } from '../products/create.ts'
import { emit } from '../webhooks/emit.ts'
import { invalid, missingParameter, required } from '../wire/refusal.ts'
import { sessionTotal } from './objects.ts'
import type { PriceRecord } from '../products/record.ts'
import type { World } from '../world/world.ts'
import type { SessionLineRecord, SessionRecord } from './record.ts'
import type { SessionParameters } from './session-parameters.ts'

const HALF_AN_HOUR = 1800
const A_DAY = 86_400

/** https://docs.stripe.com/api/checkout/sessions/create */
export function createSession(world: World, given: SessionParameters): SessionRecord {
  const mode = given.mode ?? (given.line_items?.some((line) => line.price_data?.recurring) ? 'subscription' : 'payment')
  refuseWhatDoesNotFit(given, mode)
  const customer = given.customer === undefined ? undefined : livingCustomer(world, given.customer, 'customer')
  const clock = customer?.clock ?? null
  // Sessions expire by the sandbox's clock even for a customer with a test clock: the page is opened by a person, in
  // real time.
  const now = world.clock.now()
  const prices = (given.line_items ?? []).map((line, index) => priceForLine(world, line, index))
  if (mode === 'subscription' && prices.every((price) => price.recurring === null))
    throw invalid('`subscription` mode needs at least one recurring price.', 'line_items')
  const currency = oneCurrency(prices) ?? given.currency ?? null
  const session: SessionRecord = {
    id: world.newId('cs_test_a1', 56),
    created: world.clock.now(clock),
    clock,
    mode,
    status: 'open',
    paymentStatus: mode === 'setup' ? 'no_payment_required' : 'unpaid',
    currency,
    lines: prices.map((price, index): SessionLineRecord => {
      const line = given.line_items?.[index]
      return {
        id: world.newId('li_1'),
        price: price.id,
        quantity: line?.quantity ?? 1,
        metadata: mergeMetadata({}, line?.metadata),
      }
    }),
    customer: customer?.id ?? null,
    customerGiven: customer !== undefined,
    customerEmail: given.customer_email ?? null,
    customerCreation:
      customer || mode === 'subscription' ? (customer ? null : 'always') : (given.customer_creation ?? 'if_required'),
    clientReferenceId: given.client_reference_id ?? null,
    metadata: mergeMetadata({}, given.metadata),
    subscriptionMetadata: mergeMetadata({}, given.subscription_data?.metadata),
    subscriptionDescription: given.subscription_data?.description ?? null,
    paymentMetadata: mergeMetadata({}, given.payment_intent_data?.metadata),
    paymentDescription: given.payment_intent_data?.description ?? null,
    paymentReceiptEmail: given.payment_intent_data?.receipt_email ?? null,
    paymentStatementDescriptor: given.payment_intent_data?.statement_descriptor ?? null,
    setupFutureUsage: given.payment_intent_data?.setup_future_usage ?? null,
    setupMetadata: mergeMetadata({}, given.setup_intent_data?.metadata),
    setupDescription: given.setup_intent_data?.description ?? null,
    successUrl: given.success_url,
    cancelUrl: given.cancel_url ?? null,
    expiresAt: expiry(given.expires_at, now),
    locale: given.locale ?? null,
    submitType: given.submit_type ?? null,
    shippingCountries: given.shipping_address_collection?.allowed_countries ?? null,
    billingAddress: given.billing_address_collection ?? null,
    customText: {
      after_submit: given.custom_text?.after_submit?.message ?? null,
      shipping_address: given.custom_text?.shipping_address?.message ?? null,
      submit: given.custom_text?.submit?.message ?? null,
      terms_of_service_acceptance: given.custom_text?.terms_of_service_acceptance?.message ?? null,
    },
    customerUpdate: {
      address: given.customer_update?.address === 'auto',
      name: given.customer_update?.name === 'auto',
      shipping: given.customer_update?.shipping === 'auto',
    },
    methodTypes: offeredMethods(given, currency),
    payer: null,
    intent: null,
    setupIntent: null,
    subscription: null,
    invoice: null,
  }

  refuseTooLittle(world, session)
  world.timers.set('session.expire', session.id, session.expiresAt, null)
  return world.sessions.put(mode === 'setup' ? { ...session, setupIntent: setupIntentFor(world, session) } : session)
}

function refuseWhatDoesNotFit(given: SessionParameters, mode: SessionRecord['mode']): void {
  if (mode !== 'setup' && (given.line_items ?? []).length === 0) throw missingParameter('line_items')
  if (mode === 'setup' && given.line_items) throw invalid('`line_items` cannot be used in `setup` mode.', 'line_items')
  if (mode === 'setup' && given.currency === undefined) throw missingParameter('currency')
  if (given.customer && given.customer_email)
    throw invalid('Give only one of: customer, customer_email.', 'customer', 'parameters_exclusive')
  if (given.customer && given.customer_creation)
    throw invalid('`customer_creation` cannot be used together with `customer`.', 'customer_creation')
  if (given.customer_creation && mode === 'subscription')
    throw invalid('`customer_creation` can only be used in `payment` and `setup` mode.', 'customer_creation')
  if (given.customer_update && !given.customer) throw invalid('`customer_update` needs `customer`.', 'customer_update')
  if (given.subscription_data && mode !== 'subscription')
    throw invalid('`subscription_data` can only be used in `subscription` mode.', 'subscription_data')
  if (given.payment_intent_data && mode !== 'payment')
    throw invalid('`payment_intent_data` can only be used in `payment` mode.', 'payment_intent_data')
  if (given.setup_intent_data && mode !== 'setup')
    throw invalid('`setup_intent_data` can only be used in `setup` mode.', 'setup_intent_data')
  if (
    given.submit_type &&
    given.submit_type !== 'auto' &&
    (mode === 'subscription') !== (given.submit_type === 'subscribe')
  ) {
    throw invalid(`\`submit_type\` ${given.submit_type} cannot be used in \`${mode}\` mode.`, 'submit_type')
  }
  const recurring = (given.line_items ?? []).filter((line) => line.price_data?.recurring)
  if (mode === 'payment' && recurring.length > 0)
    throw invalid('You specified `payment` mode but passed a recurring price.', 'line_items')
}

function priceForLine(
  world: World,
  line: NonNullable<SessionParameters['line_items']>[number],
  index: number,
): PriceRecord {
  const param = `line_items[${index}]`
  if (line.price !== undefined && line.price_data !== undefined)
    throw invalid('Give only one of: price, price_data.', param, 'parameters_exclusive')
  if (line.quantity === undefined) throw missingParameter(`${param}[quantity]`)
  if (line.price_data)
    return createPrice(
      world,
      line.price_data,
      { active: false, lookupKey: null, metadata: {}, nickname: null },
      `${param}[price_data]`,
    )
  if (line.price === undefined) throw missingParameter(`${param}[price]`)
  const price = required(world.prices.find(line.price), 'price', line.price, `${param}[price]`)
  if (!price.active) throw invalid('This price is inactive, and only active ones can be used here.', `${param}[price]`)
  return price
}

function oneCurrency(prices: readonly PriceRecord[]): string | undefined {
  const currencies = new Set(prices.map((price) => price.currency))
  if (currencies.size > 1) throw invalid('All line items of a session must share one currency.', 'line_items')
  return prices[0]?.currency
}

/** Between half an hour and a day from now; a day unless said otherwise. */
function expiry(wanted: number | undefined, now: number): number {
  if (wanted === undefined) return now + A_DAY
  // A few seconds of grace, as clocks and networks differ.
  if (wanted < now + HALF_AN_HOUR - 60 || wanted > now + A_DAY + 60) {
    throw invalid('The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from now.', 'expires_at')
  }
  return wanted
}

/** Cards always; direct debit where it exists, in euro. */
function offeredMethods(given: SessionParameters, currency: string | null): SessionRecord['methodTypes'] {
  const possible: SessionRecord['methodTypes'] = currency === 'eur' ? ['card', 'sepa_debit'] : ['card']
  const chosen = given.allowed_payment_method_types
  const excluded = given.excluded_payment_method_types ?? []
  const offered = possible.filter((type) => (chosen ? chosen.includes(type) : true) && !excluded.includes(type))
  if (offered.length === 0)
    throw invalid(
      'No payment method type is left that fits this session.',
      chosen ? 'allowed_payment_method_types' : 'excluded_payment_method_types',
    )
  return offered
}

function refuseTooLittle(world: World, session: SessionRecord): void {
  if (session.mode === 'setup' || session.currency === null) return
  const least = leastCharge(session.currency)
  if (sessionTotal(world, session) >= least) return
  throw invalid(
    `The Checkout Session's total amount must be at least ${formatMoney(least, session.currency)}.`,
    undefined,
    'amount_too_small',
  )
}

function setupIntentFor(world: World, session: SessionRecord): string {
  const intent = world.setupIntents.put({
    id: world.newId('seti_1'),
    created: session.created,
    clock: session.clock,
    customer: session.customer,
    description: session.setupDescription,
    metadata: session.setupMetadata,
    method: null,
    status: 'requires_payment_method',
    failure: null,
    cancellationReason: null,
  })
  emit(world, 'setup_intent.created', setupIntentObject(world, intent), { clock: intent.clock })
  return intent.id
}
