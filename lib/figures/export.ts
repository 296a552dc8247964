import { and, asc, eq, gt, gte, lt, or } from 'drizzle-orm'
import { donations, giftMemberships } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import type { Context } from '#lib/context.ts'
import type { Currency } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { instantsOf, type Days } from './months.ts'

export type DonationKind = 'one-off' | 'monthly' | 'yearly' | 'gift membership'

/** One donation as the accountant gets it. */
export interface DonationLine {
  receiptNumber: number
  paidAt: Date
  donorId: string
  /** Empty when none was given, or the account was deleted. */
  name: string
  email: string
  kind: DonationKind
  /** All that was paid, in minor units of `currency`, as are all sums here. */
  amount: number
  /** What of it was charged for posting a book. */
  postage: number
  refunded: number
  currency: Currency
  /** The invoice or payment intent at Stripe. */
  stripeRef: string
}

/** How many are held in memory at once. */
const batchSize = 1000

/**
 * The donations paid on these days, in the order they were paid, read as they are wanted: a batch at a time, each
 * beginning after the last one's end, so that neither memory nor a connection is held by however slow a download.
 * @param timeZone whose days, an IANA name
 */
export async function* donationLines(ctx: Context, days: Days, timeZone: string): AsyncGenerator<DonationLine> {
  const { from, until } = instantsOf(days, timeZone)
  let last: { paidAt: Date; id: string } | null = null
  for (;;) {
    const batch: BatchRow[] = await readBatch(ctx, from, until, last)
    for (const { id, ...row } of batch) {
      yield lineOf(row)
      last = { paidAt: row.paidAt, id }
    }
    if (batch.length < batchSize) return
  }
}

/** Notes who took which days' donations out of the house. */
export async function recordExport(ctx: Context, actorId: string, { from, to }: Days): Promise<void> {
  await recordAudit(ctx, {
    actorId,
    action: 'exported donations',
    subject: subjectOf('donations', `${from} to ${to}`),
    details: { from, to },
  })
}

type BatchRow = Awaited<ReturnType<typeof readBatch>>[number]

async function readBatch(ctx: Context, from: Date, until: Date, last: { paidAt: Date; id: string } | null) {
  return ctx.db
    .select({
      id: donations.id,
      receiptNumber: donations.receiptNumber,
      paidAt: donations.paidAt,
      donorId: donations.personId,
      name: people.name,
      email: people.email,
      deletedAt: people.deletedAt,
      frequency: donations.frequency,
      amount: donations.amount,
      postage: donations.postage,
      refunded: donations.refunded,
      currency: donations.currency,
      stripeRef: donations.stripeRef,
      giftId: giftMemberships.id,
    })
    .from(donations)
    .innerJoin(people, eq(people.id, donations.personId))
    .leftJoin(giftMemberships, eq(giftMemberships.stripeRef, donations.stripeRef))
    .where(
      and(
        gte(donations.paidAt, last?.paidAt ?? from),
        lt(donations.paidAt, until),
        last === null
          ? undefined
          : or(gt(donations.paidAt, last.paidAt), and(eq(donations.paidAt, last.paidAt), gt(donations.id, last.id))),
      ),
    )
    .orderBy(asc(donations.paidAt), asc(donations.id))
    .limit(batchSize)
}

const kinds = { once: 'one-off', month: 'monthly', year: 'yearly' } as const

function lineOf(row: Omit<BatchRow, 'id'>): DonationLine {
  const { deletedAt, giftId, frequency, name, email, currency, ...rest } = row
  return {
    ...rest,
    name: deletedAt === null ? (name ?? '') : '',
    email: deletedAt === null ? email : '',
    kind: giftId === null ? kinds[frequency] : 'gift membership',
    currency: currencySchema.parse(currency),
  }
}
