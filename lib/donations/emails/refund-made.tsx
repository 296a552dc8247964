import { z } from 'zod'
import { Action, Letter, Paragraph, TextLink } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { formatMoney } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'

const regularSchema = z.enum(['none', 'no', 'on_notice', 'now', 'at_period_end'])

const schema = z.object({
  magazine: z.string(),
  /** Where the magazine is: its address without a slash at the end. */
  site: z.url(),
  /** Minor units of `currency`. */
  amount: z.int().positive(),
  currency: currencySchema,
  /** The day of the donation, as the magazine writes days. */
  paidOn: z.string(),
  /** When the regular gift ends with it; `no` when it goes on, `on_notice` when it was to end anyway, `none` when there is none. */
  regular: regularSchema,
  /** The day on which a gift that was to end anyway does so, as the magazine writes days. */
  endsOn: z.string().nullable().default(null),
  /** What became of the membership with it; `none` when none was held before either, and in mails posted before this was asked. */
  membership: z.enum(['kept', 'ended', 'none']).default('none'),
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
    endsOn: null,
    membership: 'ended',
  },
  subject: ({ magazine, amount, currency }) =>
    `${formatMoney({ amount, currency })} is on its way back from ${magazine}`,
  letter: ({ magazine, site, amount, currency, paidOn, ...followed }) => (
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
      <Consequences {...followed} />
      <Action href={`${site}/account`}>See your account</Action>
    </Letter>
  ),
})

/** Nothing when nothing followed. */
function Consequences({
  regular,
  endsOn,
  membership,
}: Pick<z.infer<typeof schema>, 'regular' | 'endsOn' | 'membership'>) {
  const words = [
    regular === 'on_notice' ? `Your regular donation ends on ${endsOn}, as agreed.` : regularWords[regular],
    regular === 'none' && membership === 'kept' ? null : membershipWords[membership],
  ].filter((sentence) => sentence !== null)
  return words.length === 0 ? null : <Paragraph>{words.join(' ')}</Paragraph>
}

const regularWords = {
  none: null,
  no: 'Your regular donation goes on as before.',
  now: 'Your regular donation has ended: nothing more will be taken.',
  at_period_end: 'Your regular donation ends with the period you have paid for: nothing more will be taken.',
} as const

const membershipWords = {
  kept: 'You keep your membership meanwhile.',
  ended: 'Your membership has ended with it.',
  none: null,
} as const
