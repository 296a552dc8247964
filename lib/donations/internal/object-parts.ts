import { z } from 'zod'
import { currencySchema } from '#lib/money-schema.ts'

/* What several of Stripe's objects have in common. */

/** An id, whether or not the object behind it was expanded. */
export const reference = z.union([z.string(), z.object({ id: z.string() }).transform((object) => object.id)])

/** Stripe counts in seconds. */
export const instant = z.int().transform((seconds) => new Date(seconds * 1000))

/** What is charged, as people know their card; null for an account, a wallet or a debit, and when it was not expanded. */
const card = z
  .object({ brand: z.string(), last4: z.string(), exp_month: z.int(), exp_year: z.int() })
  .transform(({ brand, last4, exp_month, exp_year }) => ({
    brand,
    last4,
    expiresMonth: exp_month,
    expiresYear: exp_year,
  }))
export type StripeCard = z.output<typeof card>

/** https://docs.stripe.com/api/payment_methods/object */
export const paymentMethod = z.union([
  z.string().transform((id) => ({ id, createdAt: null, card: null })),
  z
    .object({ id: z.string(), created: instant, card: card.nullish() })
    .transform((method) => ({ id: method.id, createdAt: method.created, card: method.card ?? null })),
])
export type PaymentMethod = z.output<typeof paymentMethod>

/** Stripe writes currencies in lower case. One we do not sell is no fault of the object: it is then not ours. */
export const currency = z.string().transform((code) => currencySchema.safeParse(code.toUpperCase()).data ?? null)

/** https://docs.stripe.com/api/metadata; null on some objects that have none. */
export const metadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((given) => given ?? {})

const shippingAddress = z.object({
  line1: z.string().nullish(),
  line2: z.string().nullish(),
  city: z.string().nullish(),
  state: z.string().nullish(),
  postal_code: z.string().nullish(),
  country: z.string().nullish(),
})

export const shippingDetails = z.object({ name: z.string().nullable(), address: shippingAddress })

/** Where something is to be sent, as the magazine writes addresses; null when Stripe's page did not ask. */
export function sendTo(details: z.infer<typeof shippingDetails> | null) {
  if (details === null) return null
  const { line1, line2, city, state, postal_code: postcode, country } = details.address
  return {
    name: details.name ?? '',
    organisation: '',
    line1: line1 ?? '',
    line2: line2 ?? '',
    city: city ?? '',
    state: state ?? '',
    postcode: postcode ?? '',
    country: country ?? '',
  }
}
