import { eq } from 'drizzle-orm'
import { giftMemberships } from '#db/schema/donations.ts'
import { mails } from '#db/schema/platform.ts'
import { beginGift, redeemGift, type Redemption } from '#lib/donations/gift-commands.ts'
import { deliverGiftOnItsDay } from '#lib/donations/gift-jobs.ts'
import { dayIn, giftFormSchema } from '#lib/donations/gift-membership.ts'
import { runJobs } from '#tests/support/context.ts'
import type { openTill } from './till.ts'

type Till = Awaited<ReturnType<typeof openTill>>

/** Buying and redeeming memberships for somebody else, at a till. */
export function giftCounter(till: Till) {
  const db = till.ctx().db
  const browserKey = crypto.randomUUID()

  return {
    /** What the browser at this counter shows of itself, nobody being signed in. */
    viewer: { personId: null, browserKey },

    /** Fills in the gift form and goes on to payment. */
    begin(given: Record<string, string> = {}, person: { id: string; email: string } | null = null, id?: string) {
      const form = giftFormSchema.parse({
        tier: 'supporter',
        currency: 'GBP',
        giverName: 'Ada',
        recipientName: 'Ben',
        recipientEmail: 'ben@example.org',
        deliverOn: dayIn('Europe/London', till.ctx().now),
        message: 'For the train.',
        ...given,
      })
      const attemptId = id ?? crypto.randomUUID()
      return beginGift(till.ctx(), { person, form, attemptId, browserKey })
    },

    /** @returns a gift that is paid, as its row */
    async bought(given: Record<string, string> = {}) {
      const email = `giver-${crypto.randomUUID()}@example.org`
      const { url } = await this.begin(given)
      const back = await till.pay(url, { email })
      await till.handIn()
      const buyer = await till.personAt(email)
      const [gift] = await db.select().from(giftMemberships).where(eq(giftMemberships.buyerId, buyer.id))
      if (!gift || gift.code === null || gift.stripeRef === null) throw new Error('the gift was not paid')
      return { ...gift, code: gift.code, stripeRef: gift.stripeRef, buyer, back }
    },

    async row(id: string) {
      const [gift] = await db.select().from(giftMemberships).where(eq(giftMemberships.id, id))
      if (!gift) throw new Error('no such gift')
      return gift
    },

    redeem(personId: string, typed: string, confirmed = false): Promise<Redemption> {
      return redeemGift(till.ctx(), { personId, typed, confirmed, address: '192.0.2.7' })
    },

    async letters(recipient: string): Promise<string[]> {
      const rows = await db.select().from(mails).where(eq(mails.recipient, recipient)).orderBy(mails.createdAt)
      return rows.map(({ kind }) => kind)
    },

    async work(): Promise<void> {
      await runJobs(till.ctx(), [deliverGiftOnItsDay])
    },
  }
}
