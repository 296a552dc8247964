import { eq } from 'drizzle-orm'
import { people } from '#db/schema/people.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { Tier } from '#lib/membership/model.ts'
import type { Currency } from '#lib/money.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import type { Frequency } from '../model.ts'

interface FirstPayment {
  /** The invoice or payment at Stripe: one mail each. */
  ref: string
  /** Minor units of `currency`. */
  amount: number
  currency: Currency
  frequency: Frequency
  tier: Tier | null
  paidAt: Date
}

/** Rule: whoever restores a database or reconciles an old account thanks nobody for last year's gifts. */
export function isTimelyToThank(paidAt: Date, now: Date): boolean {
  return now < after(paidAt, 3 * day)
}

/** What makes one mail of thanks one. @param ref the invoice or payment at Stripe */
export function thanksKey(ref: string): string {
  return `donation-thanks:${ref}`
}

/** Posts the mail that thanks for a first payment; a renewal is not thanked for each time. */
export async function postThanks(tx: Context, personId: string, payment: FirstPayment): Promise<void> {
  if (!isTimelyToThank(payment.paidAt, tx.now)) return
  const [person] = await tx.db
    .select({ email: people.email, verified: people.emailVerified })
    .from(people)
    .where(eq(people.id, personId))
  if (!person) return
  const magazine = await magazineSettings(tx)
  await postMail(tx, {
    kind: 'donation-thanks',
    recipient: person.email,
    data: {
      magazine: magazine.name,
      site: tx.config.publicUrl,
      amount: payment.amount,
      currency: payment.currency,
      frequency: payment.frequency,
      tier: payment.tier,
      // Somebody who never signed in learns how: the account was made by paying.
      knowsTheAccount: person.verified !== null,
    },
    dedupeKey: thanksKey(payment.ref),
  })
}
