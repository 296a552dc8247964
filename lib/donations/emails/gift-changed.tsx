import { z } from 'zod'
import { Action, Letter, Paragraph, TextLink } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { intervalSchema, tierSchema } from '#lib/membership/schema.ts'
import { formatMoney } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { inWords } from '../manage/model.ts'

const moneySchema = z.object({ amount: z.int().positive(), currency: currencySchema })
const giftSchema = moneySchema.extend({ interval: intervalSchema })

/** Days as people read them: 3 December 2026. */
const changeSchema = z.discriminatedUnion('does', [
  z.object({
    does: z.literal('change'),
    before: giftSchema,
    after: giftSchema,
    tier: tierSchema,
    tierUntilThen: tierSchema,
    /** Whether the change makes a patron of a supporter, at once. */
    raised: z.boolean(),
    chargedNow: moneySchema.nullable(),
    nextPayment: z.string(),
  }),
  z.object({ does: z.literal('pause'), before: giftSchema, heldUntil: z.string(), firstPayment: z.string() }),
  z.object({ does: z.literal('end'), before: giftSchema, atOnce: z.boolean(), endsOn: z.string() }),
  z.object({ does: z.literal('take_back_notice'), before: giftSchema, nextPayment: z.string() }),
  z.object({
    does: z.literal('resume'),
    before: giftSchema,
    chargedNow: moneySchema.nullable(),
    nextPayment: z.string(),
  }),
])
type Change = z.infer<typeof changeSchema>

/** Confirms what a donor has changed about their regular gift. */
export const giftChangedMail = defineMail({
  kind: 'gift-changed',
  schema: z.object({
    magazine: z.string(),
    /** Where the magazine is: its address without a slash at the end. */
    site: z.url(),
    change: changeSchema,
  }),
  sample: {
    magazine: 'Saltmarsh',
    site: 'https://magazine.example',
    change: {
      does: 'change',
      before: { amount: 500, currency: 'GBP', interval: 'month' },
      after: { amount: 2000, currency: 'GBP', interval: 'month' },
      tier: 'patron',
      tierUntilThen: 'patron',
      raised: true,
      chargedNow: null,
      nextPayment: '3 December 2026',
    },
  },
  purpose: 'payment',
  subject: ({ magazine, change }) => `${titleOf(change)}: your gift to ${magazine}`,
  letter: ({ magazine, site, change }) => (
    <Letter
      magazine={magazine}
      preview={sentencesOf(change)[0] ?? ''}
      title={titleOf(change)}
      footer={
        <>
          You receive this mail because your regular gift to {magazine} was changed in your account. If that was not
          you, <TextLink href={`${site}/contact/managing-editor`}>write to us</TextLink>.
        </>
      }
    >
      {sentencesOf(change).map((sentence) => (
        <Paragraph key={sentence}>{sentence}</Paragraph>
      ))}
      <Action href={`${site}/account/membership`}>See your membership</Action>
    </Letter>
  ),
})

function titleOf(change: Change): string {
  switch (change.does) {
    case 'change':
      return 'Changed'
    case 'pause':
      return 'Paused'
    case 'end':
      return 'Cancelled'
    case 'take_back_notice':
    case 'resume':
      return 'Resumed'
  }
}

function sentencesOf(change: Change): string[] {
  const gift = inWords(change.before)
  switch (change.does) {
    case 'change':
      return [
        `Your gift of ${gift} is now ${inWords(change.after)}.`,
        change.chargedNow === null
          ? `Nothing has been charged for the change. The first payment of the new amount is on ${change.nextPayment}.`
          : `${formatMoney(change.chargedNow)} has been charged today. The next payment is on ${change.nextPayment}.`,
        ...(change.raised && change.tier === 'patron' ? ['You are a patron from this moment on. Thank you.'] : []),
        ...(change.tierUntilThen === change.tier
          ? []
          : [`You stay a ${change.tierUntilThen} until ${change.nextPayment}, and are a ${change.tier} after that.`]),
      ]
    case 'pause':
      return [
        `Your gift of ${gift} is paused. Nothing is charged until ${change.firstPayment}, when payments begin again by themselves.`,
        `What is paid for lasts until ${change.heldUntil}. You can resume at any time in your account.`,
      ]
    case 'end':
      return [
        `Your gift of ${gift} is cancelled, and nothing more will be charged.`,
        change.atOnce
          ? 'It has ended today, because the present period was not paid.'
          : `What is paid for lasts until ${change.endsOn}. Until then you can take the cancellation back in your account.`,
        'Thank you for what you gave. You are welcome back at any time.',
      ]
    case 'take_back_notice':
      return [
        `Your gift of ${gift} goes on; the cancellation is taken back.`,
        `The next payment is on ${change.nextPayment}.`,
      ]
    case 'resume':
      return [
        `Your gift of ${gift} goes on; the pause is over.`,
        change.chargedNow === null
          ? `Nothing has been charged today. The next payment is on ${change.nextPayment}.`
          : `${formatMoney(change.chargedNow)} has been charged today. The next payment is on ${change.nextPayment}.`,
      ]
  }
}
