import { eq } from 'drizzle-orm'
import { people } from '#db/schema/people.ts'
import type { donations } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import type { GiftRow } from './gift-order.ts'

/** Posts the giver's mail: receipt and code. */
export async function postGiftReceipt(
  tx: Context,
  gift: GiftRow,
  donation: Pick<typeof donations.$inferSelect, 'personId' | 'amount' | 'currency' | 'receiptNumber'>,
): Promise<void> {
  const [giver] = await tx.db
    .select({ email: people.email, verified: people.emailVerified })
    .from(people)
    .where(eq(people.id, donation.personId))
  if (!giver) return
  const magazine = await magazineSettings(tx)
  await postMail(tx, {
    kind: 'gift-receipt',
    recipient: giver.email,
    data: {
      magazine: magazine.name,
      site: tx.config.publicUrl,
      amount: donation.amount,
      currency: currencySchema.parse(donation.currency),
      receiptNumber: donation.receiptNumber,
      tier: gift.tier,
      months: gift.months,
      recipientName: gift.recipientName,
      recipientEmail: gift.recipientEmail,
      deliveredOn: gift.deliverAt <= tx.now ? null : dayInWords(gift.deliverAt, magazine),
      code: gift.code,
      // Somebody who never signed in learns how: the account was made by paying.
      knowsTheAccount: giver.verified !== null,
    },
    dedupeKey: `gift-receipt:${gift.id}`,
  })
}

function dayInWords(at: Date, { locale, timeZone }: { locale: string; timeZone: string }): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(at)
}
