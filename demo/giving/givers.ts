import { z } from 'zod'
import { readYaml } from '#demo/files.ts'
import { frequencySchema } from '#lib/donations/form.ts'
import { currencySchema } from '#lib/money-schema.ts'

const daysAgo = z.number().min(0)

const actSchema = z.union([
  z.tuple([daysAgo, z.literal('card'), z.enum(['expired', 'poor', 'declining', 'good'])]),
  z.tuple([daysAgo, z.literal('cancel'), z.enum(['too_expensive', 'unused', 'switched_service'])]),
  z.tuple([daysAgo, z.literal('pause'), z.int().positive()]),
  z.tuple([daysAgo, z.literal('raise'), z.int().positive()]),
  z.tuple([daysAgo, z.enum(['pay', 'refund', 'end'])]),
])
export type Act = z.output<typeof actSchema>

const giverSchema = z
  .strictObject({
    name: z.string(),
    email: z.email().optional(),
    begun: z.tuple([z.int().min(0), z.int().min(0)]),
    gives: z.tuple([z.int().positive(), currencySchema, frequencySchema]),
    book: z.strictObject({ campaign: z.string(), dedication: z.string().default('') }).optional(),
    card: z.string().default('4242424242424242'),
    later: z.array(actSchema).default([]),
  })
  .transform(({ email, gives: [amount, currency, frequency], ...giver }) => ({
    ...giver,
    email: email ?? `${giver.name.toLowerCase().replaceAll(' ', '-')}@readers.example`,
    gift: { amount, currency, frequency },
  }))
export type Giver = z.output<typeof giverSchema>

/** Everybody who gives in the demonstration, and what they have done; demo/members.yaml says how it is written. */
export function readGivers(): Promise<Giver[]> {
  return readYaml('members.yaml', z.array(giverSchema))
}
