import { DrizzleAdapter } from '@auth/drizzle-adapter'
import { desc, eq } from 'drizzle-orm'
import { donations } from '#db/schema/donations.ts'
import { deletionVerdict, waitingDeletionOf } from '#lib/accounts/deletion.ts'
import { commentsBy } from '#lib/comments/own.ts'
import { commentsCountedOf } from '#lib/comments/queries.ts'
import type { Context } from '#lib/context.ts'
import { giftsFrom, redeemedGift, unpaidOrder } from '#lib/donations/gift-queries.ts'
import { regularGiftOf, wishDone } from '#lib/donations/manage/queries.ts'
import { attemptOfSession, donationsOf, subscriptionOf } from '#lib/donations/queries.ts'
import { donationsPage, receiptOf } from '#lib/donations/receipts.ts'
import { benefitsOf, ledgerOf, membershipOf } from '#lib/membership/queries.ts'
import { adapterTables } from '#lib/people/auth-tables.ts'
import { mailRefusals } from '#lib/people/mail-refusals.ts'
import { personById } from '#lib/people/queries.ts'
import { readerOf } from '#lib/wall/queries.ts'
import { personNumbered, type Question } from './question.ts'

const giver = 10

async function newestDonation(ctx: Context, personId: string): Promise<string> {
  const [row] = await ctx.db
    .select({ id: donations.id })
    .from(donations)
    .where(eq(donations.personId, personId))
    .orderBy(desc(donations.paidAt))
    .limit(1)
  return row?.id ?? ''
}

/** What pages ask about whoever is signed in. */
export const accountQuestions: Question[] = [
  ['who is signed in', (ctx) => Promise.resolve(DrizzleAdapter(ctx.db, adapterTables).getSessionAndUser?.('nobody'))],
  ['who reads', (ctx) => readerOf(ctx, 'nobody', '2026-11')],
  ['a person', async (ctx) => personById(ctx, await personNumbered(ctx, giver))],
  ['a person’s benefits', async (ctx) => benefitsOf(ctx, await personNumbered(ctx, giver))],
  ['a person’s membership', async (ctx) => membershipOf(ctx, await personNumbered(ctx, giver))],
  ['a person’s ledger', async (ctx) => ledgerOf(ctx, await personNumbered(ctx, giver))],
  ['a person’s regular gift', async (ctx) => regularGiftOf(ctx, await personNumbered(ctx, giver))],
  ['a person’s subscription', async (ctx) => subscriptionOf(ctx, await personNumbered(ctx, giver))],
  ['a person’s donations', async (ctx) => donationsPage(ctx, await personNumbered(ctx, giver), { size: 20 })],
  ['all of a person’s donations', async (ctx) => donationsOf(ctx, await personNumbered(ctx, giver))],
  [
    'a receipt',
    async (ctx) => {
      const person = await personNumbered(ctx, giver)
      return receiptOf(ctx, person, await newestDonation(ctx, person))
    },
  ],
  [
    'an order that was not paid',
    async (ctx) =>
      unpaidOrder(ctx, '0198a000-0000-7000-8000-000000000000', {
        personId: await personNumbered(ctx, giver),
        browserKey: null,
      }),
  ],
  ['a checkout', (ctx) => attemptOfSession(ctx, 'cs_10')],
  ['gifts a person gave', async (ctx) => giftsFrom(ctx, await personNumbered(ctx, 50))],
  [
    'a gift a person redeemed',
    async (ctx) => redeemedGift(ctx, await personNumbered(ctx, 52), '0198a000-0000-7000-8000-000000000000'),
  ],
  [
    'a wish of a person’s',
    async (ctx) => wishDone(ctx, await personNumbered(ctx, 5), '0198a000-0000-7000-8000-000000000000'),
  ],
  ['a person’s comments', async (ctx) => commentsBy(ctx, await personNumbered(ctx, giver), { limit: 20 })],
  ['how many comments a person wrote', async (ctx) => commentsCountedOf(ctx, await personNumbered(ctx, giver))],
  ['a waiting deletion', async (ctx) => waitingDeletionOf(ctx, await personNumbered(ctx, giver))],
  [
    'whether an account may be deleted',
    async (ctx) => {
      const person = await personById(ctx, await personNumbered(ctx, 1))
      if (!person) throw new Error('nobody is there')
      return deletionVerdict(ctx, person)
    },
  ],
  ['refused mail', (ctx) => mailRefusals.isRefused(ctx, 'person400@example.org')],
]
