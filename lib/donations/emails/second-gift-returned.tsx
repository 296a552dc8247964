import { z } from 'zod'
import { Action, Letter, Paragraph, TextLink } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { intervalSchema } from '#lib/membership/schema.ts'
import { formatMoney } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'

/** Minor units of `currency`, each interval. */
const gift = z.object({ amount: z.int().positive(), currency: currencySchema, interval: intervalSchema })

const schema = z.object({
  magazine: z.string(),
  /** Where the magazine is: its address without a slash at the end. */
  site: z.url(),
  /** What was begun and undone. */
  second: gift,
  /** What goes on. */
  first: gift,
})

/** Tells somebody who gives already that the second gift begun with their address has been undone, and how to change the first. */
export const secondGiftReturnedMail = defineMail<z.output<typeof schema>>({
  kind: 'second-gift-returned',
  schema,
  sample: {
    magazine: 'Saltmarsh',
    site: 'https://magazine.example',
    second: { amount: 1000, currency: 'GBP', interval: 'month' },
    first: { amount: 500, currency: 'GBP', interval: 'month' },
  },
  subject: ({ magazine }) => `You give to ${magazine} already: your second payment has gone back`,
  letter: ({ magazine, site, second, first }) => (
    <Letter
      magazine={magazine}
      preview={`${formatMoney(second)} is on its way back, and your gift goes on as before.`}
      title="You give regularly already"
      footer={
        <>
          You receive this mail because a regular gift to {magazine} was begun with this address. Questions?{' '}
          <TextLink href={`${site}/contact/managing-editor`}>Write to us</TextLink>.
        </>
      }
    >
      <Paragraph>
        Somebody, most likely you, has just begun a regular gift of {inWords(second)} with this address. You give{' '}
        {inWords(first)} already, and we do not want to charge you twice.
      </Paragraph>
      <Paragraph>
        So the second gift has ended at once, and all that was paid for it has been sent back; banks take five to ten
        days to show it. Your gift of {inWords(first)} goes on as before.
      </Paragraph>
      <Paragraph>
        Did you mean to give more, or less, or from another card? You can change all of that in your account.
      </Paragraph>
      <Action href={`${site}/account`}>Change your gift</Action>
    </Letter>
  ),
})

const eachWords = { month: 'a month', year: 'a year' } as const

function inWords(given: z.output<typeof gift>): string {
  return `${formatMoney(given)} ${eachWords[given.interval]}`
}
