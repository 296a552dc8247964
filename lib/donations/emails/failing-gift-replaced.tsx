import { z } from 'zod'
import { Action, Letter, Paragraph, TextLink } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { intervalSchema } from '#lib/membership/schema.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { inWords } from '../manage/model.ts'

/** Minor units of `currency`, each interval. */
const gift = z.object({ amount: z.int().positive(), currency: currencySchema, interval: intervalSchema })

const schema = z.object({
  magazine: z.string(),
  /** Where the magazine is: its address without a slash at the end. */
  site: z.url(),
  /** What could not be taken, and has ended. */
  ended: gift,
  /** What was begun later, and goes on. */
  stays: gift,
})

/** Tells somebody whose gift had failed that it has ended, because a later one was begun with their address. */
export const failingGiftReplacedMail = defineMail<z.output<typeof schema>>({
  kind: 'failing-gift-replaced',
  purpose: 'payment',
  schema,
  sample: {
    magazine: 'Saltmarsh',
    site: 'https://magazine.example',
    ended: { amount: 500, currency: 'GBP', interval: 'month' },
    stays: { amount: 700, currency: 'GBP', interval: 'month' },
  },
  subject: ({ magazine, ended }) => `Your gift of ${inWords(ended)} to ${magazine} has ended`,
  letter: ({ magazine, site, ended, stays }) => (
    <Letter
      magazine={magazine}
      preview={`A later gift of ${inWords(stays)} takes its place. You are not charged twice.`}
      title="A new gift takes the place of the one that failed"
      footer={
        <>
          You receive this mail because a regular gift to {magazine} with this address has ended. If you did not begin
          the new one, <TextLink href={`${site}/contact/managing-editor`}>write to us</TextLink>.
        </>
      }
    >
      <Paragraph>
        A payment for your regular gift of {inWords(ended)} could not be taken, and a gift of {inWords(stays)} was begun
        with this address after it.
      </Paragraph>
      <Paragraph>
        So that you are not charged twice, the gift of {inWords(ended)} has ended. Nothing more will be taken for it,
        and the payment that failed need not be made. The gift of {inWords(stays)} goes on.
      </Paragraph>
      <Action href={`${site}/account/membership`}>See your gift</Action>
    </Letter>
  ),
})
