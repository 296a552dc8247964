import { z } from 'zod'
import { Action, Letter, Paragraph, TextLink } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { currencySchema, formatMoney } from '#lib/money.ts'

const regularSchema = z.enum(['none', 'no', 'now', 'at_period_end'])

const schema = z.object({
  magazine: z.string(),
  /** Where the magazine is: its address without a slash at the end. */
  site: z.url(),
  /** Minor units of `currency`. */
  amount: z.int().positive(),
  currency: currencySchema,
  /** The day of the donation, as the magazine writes days. */
  paidOn: z.string(),
  /** When the regular gift ends with it; `no` when it goes on, `none` when there is none. */
  regular: regularSchema,
  /** Whether a membership is held afterwards. */
  isMember: z.boolean(),
})

/** Says that money is on its way back, and what becomes of the membership. */
export const refundMadeMail = defineMail<z.infer<typeof schema>>({
  kind: 'refund-made',
  schema,
  sample: {
    magazine: 'Saltmarsh',
    site: 'https://magazine.example',
    amount: 500,
    currency: 'GBP',
    paidOn: '3 November 2026',
    regular: 'now',
    isMember: false,
  },
  subject: ({ magazine, amount, currency }) =>
    `${formatMoney({ amount, currency })} is on its way back from ${magazine}`,
  letter: ({ magazine, site, amount, currency, paidOn, regular, isMember }) => (
    <Letter
      magazine={magazine}
      preview={`We have sent ${formatMoney({ amount, currency })} back to you.`}
      title="Your money is on its way back"
      footer={
        <>
          You receive this mail because a donation to {magazine} with this address was returned. Questions?{' '}
          <TextLink href={`${site}/contact/managing-editor`}>Write to us</TextLink>.
        </>
      }
    >
      <Paragraph>
        We have returned {formatMoney({ amount, currency })} of your donation of {paidOn}, to the card or account it
        came from. Banks take five to ten days to show it.
      </Paragraph>
      {regular !== 'none' && (
        <Paragraph>
          {regularWords[regular]}{' '}
          {isMember ? 'You keep your membership meanwhile.' : 'Your membership has ended with it.'}
        </Paragraph>
      )}
      <Action href={`${site}/account`}>See your account</Action>
    </Letter>
  ),
})

const regularWords = {
  no: 'Your regular donation goes on as before.',
  now: 'Your regular donation has ended: nothing more will be taken.',
  at_period_end: 'Your regular donation ends with the period you have paid for: nothing more will be taken.',
} as const
