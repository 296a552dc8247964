import type { Metadata } from 'next'
import { connection } from 'next/server'
import { v7 } from 'uuid'
import { z } from 'zod'
import { liveCampaigns } from '#lib/books/queries.ts'
import { conditionInWords } from '#lib/books/model.ts'
import { frequencySchema } from '#lib/donations/model.ts'
import { plansOnSale } from '#lib/membership/queries.ts'
import { currencySchema, formatMoney, parseAmount } from '#lib/money.ts'
import { donationSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { ownPath } from '#app/_server/paths.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { currentPerson } from '#app/_server/session.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { publicUrl } from '#app/_server/site.ts'
import { DonateForm } from './donate-form.tsx'
import { GivingAlready } from './giving-already.tsx'
import { subscriptionOf } from '#lib/donations/queries.ts'

export const instant = false

export async function generateMetadata(): Promise<Metadata> {
  await connection()
  const [settings, base] = await Promise.all([magazine(), publicUrl()])
  return {
    title: `Donate | ${settings.name}`,
    description: `${settings.name} is paid for by its readers. Give monthly, yearly or once.`,
    alternates: { canonical: `${base}/donate` },
  }
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({
  frequency: frequencySchema.catch('month'),
  currency: currencySchema.catch('GBP'),
  amount: z.string().max(20).optional().catch(undefined),
  cancelled: z.string().optional().catch(undefined),
})

export default async function DonatePage({ searchParams }: Props) {
  const ctx = await requestContext()
  const given = await searchParams
  const { frequency, currency, amount, cancelled } = querySchema.parse(given)
  const from = ownPath(given.from, '/')
  const [settings, terms, plans, person, campaigns] = await Promise.all([
    magazine(),
    donationSettings(ctx),
    plansOnSale(ctx, currency),
    currentPerson(),
    liveCampaigns(ctx),
  ])
  const subscription = person ? await subscriptionOf(ctx, person.id) : null
  const start = await refusedForm('donate')
  const typed = amount === undefined ? null : parseAmount(amount)

  return (
    <PlainPage title={`Support ${settings.name}`}>
      <p className="mt-4 text-xl leading-snug text-pretty text-soft">
        {settings.name} has no owner to please and nothing to sell you. What it prints is paid for by the people who
        read it.
      </p>
      {cancelled !== undefined && (
        <output className="block mt-6 border-l-4 border-strong bg-panel px-4 py-3 font-plain text-[0.9375rem]">
          The payment was not made and nothing was taken. Your choice is still here, should you want to go on.
        </output>
      )}
      {subscription && subscription.endedAt === null ? (
        <GivingAlready subscription={subscription} settings={settings} />
      ) : (
        <DonateForm
          key={`${frequency} ${currency}`}
          start={start}
          formId={start.typed.formId ?? v7()}
          from={from}
          frequency={frequency}
          currency={currency}
          plans={plans}
          terms={terms}
          chosen={typed}
          locale={settings.locale}
        />
      )}
      {campaigns.map((campaign) => (
        <aside
          key={campaign.id}
          aria-label={`Signed book: ${campaign.bookTitle}`}
          className="mt-8 border-t border-rule pt-5"
        >
          <p className="font-semibold text-accent">Donate to get a signed book</p>
          <p className="mt-1 text-pretty">
            <a href={`/books/${campaign.slug}`}>
              <cite className="not-italic">{campaign.bookTitle}</cite> by {campaign.bookAuthor}
            </a>
            . {conditionInWords(campaign, currency)}
            {campaign.bookValue[currency] !== undefined && (
              <span className="text-soft">
                {' '}
                The book is worth {formatMoney({ amount: campaign.bookValue[currency], currency }, settings.locale)}.
              </span>
            )}
          </p>
        </aside>
      ))}
      <p className="mt-10 border-t border-rule pt-5 text-soft">
        Payment is made at Stripe; card numbers never reach us. You can stop at any time, from your account, without a
        telephone call.
      </p>
    </PlainPage>
  )
}
