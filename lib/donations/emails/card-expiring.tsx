import type { z } from 'zod'
import { Action, Paragraph } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { isStillIn } from '../internal/dunning-due.ts'
import { GiftLetter, remedyPage } from './gift-letter.tsx'
import { cardSchema, giftSample, giftSchema, instantSchema } from '../internal/gift-data.ts'
import { cardName, dayOf, monthOf, sum } from './in-words.ts'

const cardExpiringSchema = giftSchema.extend({
  card: cardSchema,
  /** When the next payment is due. */
  dueAt: instantSchema,
})

const sample: z.output<typeof cardExpiringSchema> = {
  ...giftSample,
  card: { brand: 'visa', last4: '4242', expiresMonth: 11, expiresYear: 2026 },
  dueAt: '2026-12-03T10:00:00.000Z',
}

/** A card will have run out when the next payment is due. */
export const cardExpiringMail = defineMail({
  kind: 'card-expiring',
  purpose: 'payment',
  schema: cardExpiringSchema,
  sample,
  stillDue: (ctx, data) => isStillIn(ctx, data, 'card-expiring'),
  subject: ({ magazine }) => `The card you give to ${magazine} with runs out`,
  letter: (data) => (
    <GiftLetter
      data={data}
      preview={`Your ${cardName(data.card)} is valid to the end of ${monthOf(data.card)}.`}
      title="Your card runs out"
    >
      <Paragraph>
        Your {cardName(data.card)} is valid to the end of {monthOf(data.card)}. The next payment of {sum(data)} is due
        on {dayOf(data.dueAt, data.timeZone)}, and would no longer go through.
      </Paragraph>
      <Paragraph>When you have the new card, enter it; that takes a minute.</Paragraph>
      <Action href={remedyPage(data)}>Enter your new card</Action>
      <Paragraph>
        Some banks tell us of a new card by themselves. If yours does, your account shows it already, and you need do
        nothing.
      </Paragraph>
    </GiftLetter>
  ),
})
