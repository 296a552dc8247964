import type { Metadata } from 'next'
import { connection } from 'next/server'
import { v7 } from 'uuid'
import { z } from 'zod'
import { subscriptionOf } from '#lib/donations/queries.ts'
import { giftBefore } from '#lib/donations/take-book.ts'
import { frequencySchema } from '#lib/donations/form.ts'
import { plansOnSale } from '#lib/membership/queries.ts'
import { parseAmount } from '#lib/money.ts'
import { donationSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { likelyCountry, likelyCurrency } from '#app/_server/currency.ts'
import { magazine, texts } from '#app/_server/published.ts'
import { ownPath } from '#app/_server/paths.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { currentPerson } from '#app/_server/session.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { publicUrl } from '#app/_server/site.ts'
import { BooksWithGift } from './books-with-gift.tsx'
import { booksOnOffer } from './books-on-offer.tsx'
import { DonateForm } from './donate-form.tsx'
import { GivingAlready } from './giving-already.tsx'

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
  amount: z.string().max(20).optional().catch(undefined),
  cancelled: z.string().optional().catch(undefined),
  /** A campaign's id or address: its book is asked for. */
  book: z.string().max(200).optional().catch(undefined),
})

/** Where a one-off gift is made, with the book that was asked for on the way here. */
function onceAddress(from: string): string {
  return `/donate?${new URLSearchParams({ frequency: 'once', ...(from === '/' ? {} : { from }) })}`
}

export default async function DonatePage({ searchParams }: Props) {
  const ctx = await requestContext()
  const given = await searchParams
  const { frequency, amount, cancelled, book } = querySchema.parse(given)
  const from = ownPath(given.from, '/')
  const [settings, words, terms, person, start, taking] = await Promise.all([
    magazine(),
    texts(),
    donationSettings(ctx),
    currentPerson(),
    refusedForm('donate'),
    refusedForm('take-with-gift'),
  ])
  const asked = start.typed.book ?? book ?? /^\/books\/([^/?#]+)$/.exec(from)?.[1] ?? null
  const books = await booksOnOffer(ctx, {
    wished: asked?.replace(/^wait:/, '') ?? null,
    personId: person?.id ?? null,
    country: await likelyCountry(),
    locale: settings.locale,
  })
  // A link that names an amount and no currency means the magazine's own.
  const named = given.currency ?? (amount === undefined ? undefined : terms.currencies[0])
  const [currency, plans, subscription] = await Promise.all([
    likelyCurrency(start.typed.currency ?? named, terms.currencies),
    Promise.all(terms.currencies.map((code) => plansOnSale(ctx, code))),
    person ? subscriptionOf(ctx, person.id) : null,
  ])
  const givesAlready = subscription !== null && subscription.endedAt === null

  return (
    <PlainPage title={`Support ${settings.name}`}>
      <p className="mt-4 text-xl leading-snug text-pretty text-soft">{words.donateIntro}</p>
      {cancelled !== undefined && (
        <output className="block mt-6 border-l-4 border-strong bg-panel px-4 py-3 font-plain text-[0.9375rem]">
          The payment was not made and nothing was taken. Your choice is still here, should you want to go on.
        </output>
      )}
      {person && givesAlready && (
        <GivingAlready
          subscription={subscription}
          settings={settings}
          onceHref={frequency === 'once' ? null : onceAddress(from)}
        >
          <BooksWithGift
            ctx={ctx}
            personId={person.id}
            books={books}
            gift={giftBefore(subscription)}
            start={taking}
            locale={settings.locale}
          />
        </GivingAlready>
      )}
      {(!givesAlready || frequency === 'once') && (
        <DonateForm
          key={`${frequency} ${currency}`}
          start={start}
          formId={start.typed.formId ?? v7()}
          from={from}
          frequency={frequency}
          currency={currency}
          plans={plans.flat()}
          terms={{ currencies: terms.currencies, limits: terms.limits }}
          chosen={amount === undefined ? null : parseAmount(amount)}
          locale={settings.locale}
          books={books}
          wished={books.find(({ id, slug }) => asked === id || asked === slug)?.id ?? null}
          left={start.typed.left ?? cancelled ?? null}
          onceOnly={givesAlready}
        />
      )}
      <p className="mt-10 border-t border-rule pt-5 text-lg">
        For somebody else: <a href={`/donate/gift?${new URLSearchParams({ currency })}`}>give a membership</a>, with a
        message, on a day you choose. Were you given one? <a href="/redeem">Redeem the code</a>.
      </p>
      <p className="mt-4 text-soft">
        Payment is made at Stripe; card numbers never reach us. You can stop at any time, from your account, without a
        telephone call.
      </p>
    </PlainPage>
  )
}
