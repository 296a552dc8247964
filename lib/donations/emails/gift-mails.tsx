import { z } from 'zod'
import { Action, Code, Letter, Paragraph, TextLink } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { benefitsGivenBy, type Benefit, type Tier } from '#lib/membership/model.ts'
import { tierSchema } from '#lib/membership/schema.ts'
import { formatMoney } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { lengthInWords } from '../gift-membership.ts'
import { canBeRedeemed } from '../gift-queries.ts'

const shared = {
  magazine: z.string(),
  /** Where the magazine is: its address without a slash at the end. */
  site: z.url(),
  tier: tierSchema,
  months: z.int().positive(),
  recipientName: z.string(),
  code: z.string(),
}

const sharedSample = {
  magazine: 'Saltmarsh',
  site: 'https://magazine.example',
  tier: 'patron',
  months: 12,
  recipientName: 'Ben',
  code: 'BCDF-2345-GHJK-6789',
} as const

/** To the giver, when the gift is paid: receipt and code. */
export const giftReceiptMail = defineMail({
  kind: 'gift-receipt',
  purpose: 'payment',
  schema: z.object({
    ...shared,
    /** Minor units of `currency`. */
    amount: z.int().positive(),
    currency: currencySchema,
    receiptNumber: z.int().positive(),
    recipientEmail: z.string(),
    /** The day the recipient hears of it, in words; null when that is today. */
    deliveredOn: z.string().nullable(),
    /** Whether the account has been signed in to before. */
    knowsTheAccount: z.boolean(),
  }),
  sample: {
    ...sharedSample,
    amount: 20_000,
    currency: 'GBP',
    receiptNumber: 4711,
    recipientEmail: 'ben@example.org',
    deliveredOn: '24 December 2026',
    knowsTheAccount: false,
  },
  subject: ({ magazine, recipientName }) => `Your gift of ${magazine} to ${recipientName}`,
  letter: ({ magazine, site, amount, currency, receiptNumber, tier, months, ...gift }) => (
    <Letter
      magazine={magazine}
      preview={`Receipt, and the code for ${gift.recipientName}.`}
      title="Thank you for your gift"
      footer={
        <>
          You receive this mail because a membership was bought with this address. Questions, or a mistake in the
          address? <TextLink href={`${site}/contact/managing-editor`}>Write to us</TextLink>.
        </>
      }
    >
      <Paragraph>
        We have received {formatMoney({ amount, currency })} for {lengthInWords(months)} of {magazine} as a {tier}, for{' '}
        {gift.recipientName}. Receipt number {receiptNumber}.
      </Paragraph>
      <Paragraph>
        {gift.deliveredOn === null
          ? `A mail with your message and this code is on its way to ${gift.recipientEmail}:`
          : `On ${gift.deliveredOn} a mail with your message and this code goes to ${gift.recipientEmail}:`}
      </Paragraph>
      <Code long>{gift.code}</Code>
      <Paragraph>
        You may also hand the code over yourself. It works once, for whoever enters it first at{' '}
        <TextLink href={`${site}/redeem`}>{`${site}/redeem`}</TextLink>.
      </Paragraph>
      {gift.knowsTheAccount ? (
        <Action href={`${site}/account/donations`}>See your gifts</Action>
      ) : (
        <>
          <Paragraph>
            We have made an account for this address, where you can see your gift. There is no password: ask for a link
            by mail, and you are in.
          </Paragraph>
          <Action href={`${site}/sign-in`}>Sign in with this address</Action>
        </>
      )}
    </Letter>
  ),
})

/** To whom the gift is for, on its day. */
export const giftDeliveryMail = defineMail({
  kind: 'gift-delivery',
  purpose: 'payment',
  schema: z.object({ ...shared, giftId: z.uuid(), giverName: z.string(), message: z.string() }),
  sample: {
    ...sharedSample,
    giftId: '0195f7a0-0000-7000-8000-000000000000',
    giverName: 'Ada',
    message: 'For the long evenings.\nRead the one about the mud first.',
  },
  // Refunded between its day and its sending: the code would not work.
  stillDue: (ctx, { giftId }) => canBeRedeemed(ctx, giftId),
  subject: ({ magazine, giverName }) => `${giverName} gives you ${magazine}`,
  letter: ({ magazine, site, tier, months, recipientName, giverName, message, code }) => (
    <Letter
      magazine={magazine}
      preview={`${lengthInWords(months)} as a ${tier}, from ${giverName}.`}
      title="A gift for you"
      footer={
        <>
          You receive this mail once, because {giverName} gave us this address for it. We keep it for nothing else. If
          you do not know {giverName}, leave it be, or{' '}
          <TextLink href={`${site}/contact/managing-editor`}>tell us</TextLink>.
        </>
      }
    >
      <Paragraph>Dear {recipientName},</Paragraph>
      <Paragraph>
        {giverName} gives you {lengthInWords(months)} of {magazine} as a {tier}: you can {benefitWords(tier)}. Nothing
        is to be paid, and it ends by itself.
      </Paragraph>
      {message !== '' && <Quote lines={message.split('\n')} />}
      <Paragraph>This is your code:</Paragraph>
      <Code long>{code}</Code>
      <Action href={`${site}/redeem?${new URLSearchParams({ code })}`}>Accept the gift</Action>
    </Letter>
  ),
})

/** The giver's own words, line by line as they were written. */
function Quote({ lines }: { lines: string[] }) {
  return (
    <Paragraph>
      “
      {lines.map((line, index) => (
        <span key={index}>
          {index > 0 && <br />}
          {line}
        </span>
      ))}
      ”
    </Paragraph>
  )
}

const wordsOfBenefit: Record<Benefit, string> = {
  ad_free: 'read without advertising',
  comment: 'comment',
  supporters_articles: 'read the articles for supporters',
  patrons_articles: 'read those for patrons',
}

function benefitWords(tier: Tier): string {
  return new Intl.ListFormat('en-GB').format(benefitsGivenBy(tier).map((benefit) => wordsOfBenefit[benefit]))
}
