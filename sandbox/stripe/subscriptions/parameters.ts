import { z } from 'zod'
import { subscriptionPriceData } from '../products/price-data.ts'
import {
  choice,
  clearable,
  clearableText,
  flag,
  group,
  instant,
  integer,
  listOf,
  metadata,
  text,
} from '../wire/parameters.ts'

/* The parameters of subscriptions that the sandbox knows. https://docs.stripe.com/api/subscriptions */
export const cancellationDetails = group({
  comment: clearableText().optional(),
  feedback: clearable(
    choice(
      'customer_service',
      'low_quality',
      'missing_features',
      'other',
      'switched_service',
      'too_complex',
      'too_expensive',
      'unused',
    ),
  ).optional(),
})

const item = {
  price: text().optional(),
  price_data: subscriptionPriceData.optional(),
  quantity: integer(1).optional(),
  metadata: metadata().optional(),
}

const prorationBehavior = choice('none', 'create_prorations', 'always_invoice').optional()
const paymentBehavior = choice('allow_incomplete', 'default_incomplete', 'error_if_incomplete').optional()
export const createParameters = {
  customer: text(),
  items: listOf(group(item), 20),
  cancel_at_period_end: flag().optional(),
  default_payment_method: text().optional(),
  description: text(500).optional(),
  metadata: metadata().optional(),
  off_session: flag().optional(),
  payment_behavior: paymentBehavior,
  proration_behavior: prorationBehavior,
  trial_end: instant().optional(),
  trial_period_days: integer(1).optional(),
}

export const updateParameters = {
  billing_cycle_anchor: group({ type: choice('now', 'unchanged') }).optional(),
  cancel_at: clearable(instant()).optional(),
  cancel_at_period_end: flag().optional(),
  cancellation_details: cancellationDetails.optional(),
  default_payment_method: text().optional(),
  description: clearableText(500).optional(),
  items: listOf(group({ ...item, id: text().optional(), deleted: flag().optional() }), 20).optional(),
  metadata: metadata().optional(),
  off_session: flag().optional(),
  pause_collection: clearable(
    group({ behavior: choice('keep_as_draft', 'mark_uncollectible', 'void'), resumes_at: instant().optional() }),
  ).optional(),
  payment_behavior: paymentBehavior,
  proration_behavior: prorationBehavior,
}

const createTable = z.strictObject(createParameters)
const updateTable = z.strictObject(updateParameters)

export type CreateParameters = z.output<typeof createTable>
export type UpdateParameters = z.output<typeof updateTable>
