import { z } from 'zod'
import { currencySchema } from '#lib/money-schema.ts'
import { intervals, tiers, type Plan } from './model.ts'

/* Apart from `model.ts`, which browsers load. */

export const tierSchema = z.enum(tiers)
export const intervalSchema = z.enum(intervals)

export const planSchema: z.ZodType<Plan> = z.object({
  tier: tierSchema,
  interval: intervalSchema,
  currency: currencySchema,
  minimum: z.int().positive(),
  suggested: z.array(z.int().positive()),
})
