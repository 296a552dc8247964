import { choice, currency, group, integer, listOf, metadata, text, webAddress } from '../wire/parameters.ts'
import type { z } from 'zod'

/** The fields of an inline price, shared by prices, Checkout sessions and subscriptions. */
export const recurringFields = group({
  interval: choice('day', 'week', 'month', 'year'),
  interval_count: integer(1).optional(),
  usage_type: choice('licensed').optional(),
})

export const productDataFields = group({
  id: text(100).optional(),
  name: text(),
  description: text().optional(),
  images: listOf(webAddress(), 8).optional(),
  metadata: metadata().optional(),
  statement_descriptor: text(22).optional(),
  tax_code: text().optional(),
  unit_label: text(12).optional(),
})

export const priceDataFields = {
  currency: currency(),
  product: text().optional(),
  tax_behavior: choice('exclusive', 'inclusive', 'unspecified').optional(),
  unit_amount: integer(0).optional(),
  unit_amount_decimal: integer(0).optional(),
}

export type PriceData = z.output<typeof lineItemPriceData>

/** `line_items[0][price_data]` of a Checkout session. */
export const lineItemPriceData = group({
  ...priceDataFields,
  product_data: productDataFields.optional(),
  recurring: recurringFields.optional(),
})

/** `items[0][price_data]` of a subscription: always recurring, and always of an existing product. */
export const subscriptionPriceData = group({ ...priceDataFields, product: text(), recurring: recurringFields })
