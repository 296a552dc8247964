import { z } from 'zod'
import { Action, Letter, Paragraph, TextLink } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { benefitsGivenBy, type Benefit, type Tier } from '#lib/membership/model.ts'
import { tierSchema } from '#lib/membership/schema.ts'
import { formatMoney } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import type { Frequency } from '../model.ts'
import { frequencySchema } from '../form.ts'

/** Thanks for the first payment of a gift, with what it gives. */
export const donationThanksMail = defineMail({
  kind: 'donation-thanks',
  schema: z.object({
    magazine: z.string(),
    /** Where the magazine is: its address without a slash at the end. */
    site: z.url(),
    /** Minor units of `currency`. */
    amount: z.int().positive(),
    currency: currencySchema,
    frequency: frequencySchema,
    tier: tierSchema.nullable(),
    /** Whether the account has been signed in to before. */
    knowsTheAccount: z.boolean(),
  }),
  sample: {
    magazine: 'Saltmarsh',
    site: 'https://magazine.example',
    amount: 2000,
    currency: 'GBP',
    frequency: 'month',
    tier: 'patron',
    knowsTheAccount: true,
  },
  subject: ({ magazine, tier }) =>
    tier === null ? `Thank you for your gift to ${magazine}` : `Thank you: you are now a ${tier} of ${magazine}`,
  letter: ({ magazine, site, amount, currency, frequency, tier, knowsTheAccount }) => {
    const given = `${formatMoney({ amount, currency })}${eachWords[frequency]}`
    return (
      <Letter
        magazine={magazine}
        preview={`We have received ${given}.`}
        title="Thank you"
        footer={
          <>
            You receive this mail because a gift was made to {magazine} with this address. Questions?{' '}
            <TextLink href={`${site}/contact/managing-editor`}>Write to us</TextLink>.
          </>
        }
      >
        <Paragraph>
          We have received{' '}
          {frequency === 'once' ? `your gift of ${given}` : `the first payment of your regular gift of ${given}`}.{' '}
          {magazine} is paid for by its readers, and you are now one of those who make it possible.
        </Paragraph>
        {tier !== null && <Paragraph>{benefitSentence(tier)}</Paragraph>}
        {frequency !== 'once' && (
          <Paragraph>
            You can change, pause or stop your gift at any time{' '}
            <TextLink href={`${site}/account/membership`}>in your account</TextLink>.
          </Paragraph>
        )}
        {knowsTheAccount ? (
          <Action href={`${site}/account`}>See your account</Action>
        ) : (
          <>
            <Paragraph>
              We have made an account for this address. There is no password: ask for a link by mail, and you are in.
            </Paragraph>
            <Action href={`${site}/sign-in`}>Sign in with this address</Action>
          </>
        )}
      </Letter>
    )
  },
})

const eachWords: Record<Frequency, string> = { once: '', month: ' a month', year: ' a year' }

const benefitWords: Record<Benefit, string> = {
  ad_free: 'read without advertising',
  comment: 'comment',
  supporters_articles: 'read the articles for supporters',
  patrons_articles: 'read those for patrons',
}

function benefitSentence(tier: Tier): string {
  const words = benefitsGivenBy(tier).map((benefit) => benefitWords[benefit])
  return `As a ${tier} you can ${new Intl.ListFormat('en-GB').format(words)}.`
}
