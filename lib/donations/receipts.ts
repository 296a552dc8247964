import { and, desc, eq, lt, or } from 'drizzle-orm'
import { z } from 'zod'
import { donations, giftMemberships } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import type { Currency } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import type { Frequency } from './model.ts'

export interface DonationLine {
  id: string
  receiptNumber: number
  frequency: Frequency
  /** For whom a membership was given with it; null for a gift to the magazine alone. */
  giftFor: string | null
  /** Minor units of `currency`. */
  amount: number
  /** What of it paid for posting a book. */
  postage: number
  currency: Currency
  /** How much of it went back, minor units of the same currency. */
  refunded: number
  paidAt: Date
}

/** Everything a receipt states. */
export interface Receipt extends DonationLine {
  donor: { name: string | null; email: string }
}

/** Where a list of donations goes on. */
export interface DonationPosition {
  paidAt: Date
  id: string
}

const line = {
  id: donations.id,
  receiptNumber: donations.receiptNumber,
  frequency: donations.frequency,
  giftFor: giftMemberships.recipientName,
  amount: donations.amount,
  postage: donations.postage,
  currency: donations.currency,
  refunded: donations.refunded,
  paidAt: donations.paidAt,
}

/**
 * What a person has given, newest first, page by page.
 * @param page.before where the page before ended
 * @returns `next`: where the next page begins, null on the last
 */
export async function donationsPage(
  ctx: Context,
  personId: string,
  page: { before?: DonationPosition; size: number },
): Promise<{ lines: DonationLine[]; next: DonationPosition | null }> {
  const { before, size } = page
  const older =
    before &&
    or(lt(donations.paidAt, before.paidAt), and(eq(donations.paidAt, before.paidAt), lt(donations.id, before.id)))
  const rows = await ctx.db
    .select(line)
    .from(donations)
    .leftJoin(giftMemberships, eq(giftMemberships.stripeRef, donations.stripeRef))
    .where(and(eq(donations.personId, personId), older))
    .orderBy(desc(donations.paidAt), desc(donations.id))
    .limit(size + 1)
  const lines = rows.slice(0, size).map((row) => ({ ...row, currency: currencySchema.parse(row.currency) }))
  const last = lines.at(-1)
  return { lines, next: rows.length > size && last ? { paidAt: last.paidAt, id: last.id } : null }
}

/** The receipt of a donation, for the person whose it is and nobody else; null for any other id. */
export async function receiptOf(ctx: Context, personId: string, donationId: string): Promise<Receipt | null> {
  const id = z.uuid().safeParse(donationId)
  if (!id.success) return null
  const [row] = await ctx.db
    .select({ ...line, name: people.name, email: people.email })
    .from(donations)
    .innerJoin(people, eq(people.id, donations.personId))
    .leftJoin(giftMemberships, eq(giftMemberships.stripeRef, donations.stripeRef))
    .where(and(eq(donations.id, id.data), eq(donations.personId, personId)))
  if (!row) return null
  const { name, email, ...rest } = row
  return { ...rest, currency: currencySchema.parse(row.currency), donor: { name, email } }
}
