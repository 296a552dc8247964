import { z } from 'zod'
import { Action, Paragraph, TextLink } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { declineAdvice } from '../declines.ts'
import { isStillIn } from '../internal/dunning-due.ts'
import { GiftLetter, remedyPage } from './gift-letter.tsx'
import { giftSample, giftSchema, instantSchema } from '../internal/gift-data.ts'
import { cardName, dayOf, shortDayOf, sum } from './in-words.ts'

const failedSchema = giftSchema.extend({
  /** The first instant without benefits. */
  until: instantSchema,
  /** Stripe's code; null when it gave none. */
  declineCode: z.string().nullable(),
  /** Stripe's page where the invoice can be paid or confirmed. */
  invoiceUrl: z.url(),
})
type FailedData = z.output<typeof failedSchema>

const sample: FailedData = {
  ...giftSample,
  until: '2026-12-03T10:00:00.000Z',
  declineCode: 'insufficient_funds',
  invoiceUrl: 'https://invoice.stripe.com/i/acct_1/live_YWNjdF8x',
}

/** A renewal failed: why, what can be done, and how long nothing is lost. */
export const renewalFailedMail = defineMail({
  kind: 'renewal-failed',
  purpose: 'payment',
  schema: failedSchema,
  sample,
  stillDue: (ctx, data) => isStillIn(ctx, data, 'renewal-failed'),
  subject: ({ magazine }) => `Your payment to ${magazine} did not go through`,
  letter: (data) => {
    const { why, remedy, kind } = declineAdvice(data.declineCode)
    return (
      <GiftLetter data={data} preview={why} title="Your payment did not go through">
        <Paragraph>
          We could not take the {sum(data)} you give {data.magazine}
          {data.card === null ? '' : ` from your ${cardName(data.card)}`}. {why}
        </Paragraph>
        <Paragraph>{remedy}</Paragraph>
        <Action href={remedyPage(data)}>{kind === 'wait' ? 'See your membership' : 'Put it right'}</Action>
        <Paragraph>
          Until {dayOf(data.until, data.timeZone)} you keep everything a {data.tier} has. If the payment is made by
          then, it will be as though nothing had happened.
        </Paragraph>
      </GiftLetter>
    )
  },
})

/** The bank wants its customer to confirm a renewal (3-D Secure): the link is Stripe's page for doing so. */
export const paymentActionRequiredMail = defineMail({
  kind: 'payment-action-required',
  purpose: 'payment',
  schema: failedSchema,
  sample: { ...sample, declineCode: 'authentication_required' },
  stillDue: (ctx, data) => isStillIn(ctx, data, 'payment-action-required'),
  subject: ({ magazine }) => `Please confirm your payment to ${magazine}`,
  letter: (data) => {
    const { why, remedy } = declineAdvice(data.declineCode)
    return (
      <GiftLetter data={data} preview={why} title="Please confirm your payment">
        <Paragraph>
          {why} It is the {sum(data)} you give {data.magazine}
          {data.card === null ? '' : `, from your ${cardName(data.card)}`}. {remedy}
        </Paragraph>
        <Action href={data.invoiceUrl}>Confirm the payment</Action>
        <Paragraph>
          The page belongs to Stripe, who handle our payments. You would rather begin from a page of ours, or use
          another card? Both can be done <TextLink href={remedyPage(data)}>in your account</TextLink>.
        </Paragraph>
        <Paragraph>
          Until {dayOf(data.until, data.timeZone)} you keep everything a {data.tier} has.
        </Paragraph>
      </GiftLetter>
    )
  },
})

/** Grace ends in a few days. */
export const graceEndingMail = defineMail({
  kind: 'grace-ending',
  purpose: 'payment',
  schema: failedSchema,
  sample,
  stillDue: (ctx, data) => isStillIn(ctx, data, 'grace-ending'),
  subject: ({ magazine, until, timeZone }) => `Your membership of ${magazine} ends on ${shortDayOf(until, timeZone)}`,
  letter: (data) => {
    const { why, remedy, kind } = declineAdvice(data.declineCode)
    const ends = dayOf(data.until, data.timeZone)
    return (
      <GiftLetter
        data={data}
        preview={`The payment of ${sum(data)} has still not been made.`}
        title={`Your membership ends on ${shortDayOf(data.until, data.timeZone)}`}
      >
        <Paragraph>
          The {sum(data)} you give {data.magazine} has still not reached us. {why}
        </Paragraph>
        <Paragraph>{remedy}</Paragraph>
        {kind === 'confirm' ? (
          <Action href={data.invoiceUrl}>Confirm the payment</Action>
        ) : (
          <Action href={remedyPage(data)}>Keep your membership</Action>
        )}
        <Paragraph>
          Without it, what you have as a {data.tier} ends on {ends}: the advertising comes back, and you can read the
          comments but not write any. Nothing you have written is lost.
        </Paragraph>
        <Paragraph>
          If you mean to stop giving, end your gift{' '}
          <TextLink href={`${data.site}/account/membership`}>in your account</TextLink>, and we do not try again. Thank
          you for what you have given.
        </Paragraph>
      </GiftLetter>
    )
  },
})
