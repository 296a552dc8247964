import { eq } from 'drizzle-orm'
import { subscriptions } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { donationSettings, magazineSettings } from '#lib/settings/queries.ts'
import type { GiftData } from './gift-data.ts'
import type { TroubleFacts } from './dunning-rules.ts'

/** A regular gift as our copy has it: what decides about mails, whom they go to, and what they are filled with. */
export interface GiftInTrouble {
  facts: TroubleFacts
  recipient: string
  data: GiftData
  latestInvoiceId: string | null
}

/** @returns null for a subscription not known here */
export async function giftInTrouble(ctx: Context, subscriptionId: string): Promise<GiftInTrouble | null> {
  const [row] = await ctx.db
    .select({ subscription: subscriptions, email: people.email })
    .from(subscriptions)
    .innerJoin(people, eq(people.id, subscriptions.personId))
    .where(eq(subscriptions.stripeSubscriptionId, subscriptionId))
  if (!row) return null
  const { subscription, email } = row
  const [magazine, { graceDays }] = await Promise.all([magazineSettings(ctx), donationSettings(ctx)])
  const card = cardOf(subscription)
  return {
    facts: { ...subscription, graceDays, card },
    recipient: email,
    latestInvoiceId: subscription.latestInvoiceId,
    data: {
      magazine: magazine.name,
      site: ctx.config.publicUrl,
      timeZone: magazine.timeZone,
      personId: subscription.personId,
      subscriptionId,
      tier: subscription.tier,
      amount: subscription.amount,
      currency: currencySchema.parse(subscription.currency),
      interval: subscription.interval,
      card,
    },
  }
}

function cardOf(row: typeof subscriptions.$inferSelect): GiftData['card'] {
  const { cardBrand: brand, cardLast4: last4, cardExpiresMonth: expiresMonth, cardExpiresYear: expiresYear } = row
  if (brand === null || last4 === null || expiresMonth === null || expiresYear === null) return null
  return { brand, last4, expiresMonth, expiresYear }
}
