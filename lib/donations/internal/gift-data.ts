import { z } from 'zod'
import { intervalSchema, tierSchema } from '#lib/membership/schema.ts'
import { currencySchema } from '#lib/money-schema.ts'

/** A card as people know theirs. */
export const cardSchema = z.object({
  brand: z.string(),
  last4: z.string(),
  expiresMonth: z.int(),
  expiresYear: z.int(),
})

/** What every mail about a regular gift is filled with. */
export const giftSchema = z.object({
  magazine: z.string(),
  /** Where the magazine is: its address without a slash at the end. */
  site: z.url(),
  /** IANA name: the days in a mail are the magazine's. */
  timeZone: z.string(),
  personId: z.uuid(),
  subscriptionId: z.string(),
  tier: tierSchema,
  /** Minor units of `currency`, each interval. */
  amount: z.int().positive(),
  currency: currencySchema,
  interval: intervalSchema,
  /** What is charged; null for another way of paying. */
  card: cardSchema.nullable(),
})
export type GiftData = z.infer<typeof giftSchema>

/** Instants in a mail's data are text, as JSON has no others. */
export const instantSchema = z.iso.datetime()

export const giftSample: GiftData = {
  magazine: 'Saltmarsh',
  site: 'https://magazine.example',
  timeZone: 'Europe/London',
  personId: '01979f43-8a4e-7cc0-9c0e-5f1f5a3f7a10',
  subscriptionId: 'sub_1Sample',
  tier: 'supporter',
  amount: 500,
  currency: 'GBP',
  interval: 'month',
  card: { brand: 'visa', last4: '4242', expiresMonth: 11, expiresYear: 2026 },
}
