import { z } from 'zod'
import { Action, Paragraph } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { hasRecovered, isStillLapsed, isStillWithoutGift } from '../internal/dunning-due.ts'
import { GiftLetter, remedyPage } from './gift-letter.tsx'
import { giftSample, giftSchema, instantSchema } from '../internal/gift-data.ts'
import { dayOf, eachWords, sum } from './in-words.ts'

const lapsedSchema = giftSchema.extend({
  /** When the benefits ended. */
  ended: instantSchema,
  /** Whether the failed payment can still be made; if not, the way back is a new gift. */
  payable: z.boolean(),
})

/** Grace ran out. */
export const membershipLapsedMail = defineMail({
  kind: 'membership-lapsed',
  purpose: 'payment',
  schema: lapsedSchema,
  sample: { ...giftSample, ended: '2026-12-03T10:00:00.000Z', payable: true },
  stillDue: (ctx, data) => isStillLapsed(ctx, data),
  subject: ({ magazine }) => `Your membership of ${magazine} has ended`,
  letter: (data) => (
    <GiftLetter data={data} preview="You can come back whenever you like." title="Your membership has ended">
      <Paragraph>
        The {sum(data)} you gave {data.magazine} {eachWords[data.interval]} could not be taken, and your membership
        ended on {dayOf(data.ended, data.timeZone)}. Thank you for having made {data.magazine} possible.
      </Paragraph>
      <Paragraph>
        Your account, your comments and the record of your gifts stay as they are. Should you want to come back, it
        takes a minute.
      </Paragraph>
      {data.payable ? (
        <Action href={remedyPage(data)}>Pay, and come back</Action>
      ) : (
        <Action href={`${data.site}/donate`}>Join again</Action>
      )}
    </GiftLetter>
  ),
})

/** A payment came after all, to somebody who was told that it had not. */
export const paymentRecoveredMail = defineMail({
  kind: 'payment-recovered',
  purpose: 'payment',
  schema: giftSchema,
  sample: giftSample,
  stillDue: (ctx, data) => hasRecovered(ctx, data),
  subject: ({ magazine }) => `Your payment to ${magazine} has arrived`,
  letter: (data) => (
    <GiftLetter data={data} preview="There is nothing more you need to do." title="Your payment has arrived">
      <Paragraph>
        The {sum(data)} that did not go through has been paid now. You are a {data.tier} of {data.magazine} as before,
        and there is nothing more you need to do. Thank you.
      </Paragraph>
      <Action href={`${data.site}/account/membership`}>See your membership</Action>
    </GiftLetter>
  ),
})

const withdrawnSchema = giftSchema.extend({
  how: z.enum(['refunded', 'disputed']),
  /** When the next payment is due; null when there is none. */
  dueAt: instantSchema.nullable(),
})

/** The money of a period went back, and its membership with it. */
export const membershipWithdrawnMail = defineMail({
  kind: 'membership-withdrawn',
  purpose: 'payment',
  schema: withdrawnSchema,
  sample: { ...giftSample, how: 'refunded', dueAt: '2026-12-03T10:00:00.000Z' },
  stillDue: (ctx, data) => isStillLapsed(ctx, data),
  subject: ({ magazine, how }) =>
    how === 'refunded'
      ? `Your payment to ${magazine} has been sent back`
      : `Your payment to ${magazine} was taken back`,
  letter: (data) => (
    <GiftLetter
      data={data}
      preview={`The ${sum(data)} went back, and the membership it paid for has ended.`}
      title={data.how === 'refunded' ? 'We have sent your payment back' : 'Your payment was taken back'}
    >
      <Paragraph>
        {data.how === 'refunded'
          ? `We have sent back the ${sum(data)} you gave ${data.magazine}; your bank shows it within ten days.`
          : `Your bank has taken back the ${sum(data)} you gave ${data.magazine}, because the payment was disputed.`}{' '}
        The membership it paid for has ended with it.
      </Paragraph>
      {data.how === 'disputed' && (
        <Paragraph>
          If you did not know of this, or the dispute was a mistake, answer this mail: a person will look into it.
        </Paragraph>
      )}
      {data.dueAt === null ? (
        <Action href={`${data.site}/donate`}>Join again</Action>
      ) : (
        <>
          <Paragraph>
            Unless it was stopped as well, your regular gift goes on: the next payment, on{' '}
            {dayOf(data.dueAt, data.timeZone)}, makes you a {data.tier} again. In your account you see where it stands,
            and can stop it.
          </Paragraph>
          <Action href={`${data.site}/account/membership`}>See your membership</Action>
        </>
      )}
    </GiftLetter>
  ),
})

/** A customer was deleted at Stripe, and what they subscribed to ended with it. */
export const giftEndedMail = defineMail({
  kind: 'gift-ended',
  purpose: 'payment',
  schema: giftSchema,
  sample: giftSample,
  stillDue: (ctx, data) => isStillWithoutGift(ctx, data),
  subject: ({ magazine }) => `Your regular gift to ${magazine} has ended`,
  letter: (data) => (
    <GiftLetter data={data} preview="Nothing more will be taken." title="Your regular gift has ended">
      <Paragraph>
        What you gave {data.magazine}, {sum(data)} {eachWords[data.interval]}, has ended, and your membership with it:
        we no longer hold the details it was paid with. Nothing more will be taken. Thank you for having made{' '}
        {data.magazine} possible.
      </Paragraph>
      <Paragraph>Your account stays as it is. If you want to go on giving, begin again; it takes a minute.</Paragraph>
      <Action href={`${data.site}/donate`}>Begin again</Action>
    </GiftLetter>
  ),
})
