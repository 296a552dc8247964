import type { Metadata } from 'next'
import { connection } from 'next/server'
import { v7 } from 'uuid'
import { z } from 'zod'
import { dayIn, giftPrice, lastDeliveryDay, lengthInWords } from '#lib/donations/gift-membership.ts'
import { unpaidOrder } from '#lib/donations/gift-queries.ts'
import { tierSchema } from '#lib/membership/schema.ts'
import { plansOnSale } from '#lib/membership/queries.ts'
import { formatMoney } from '#lib/money.ts'
import { donationSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { likelyCurrency } from '#app/_server/currency.ts'
import { giftKey } from '#app/_server/gift-key.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { currentPerson } from '#app/_server/session.ts'
import { publicUrl } from '#app/_server/site.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { CurrencyLinks } from '../currency-links.tsx'
import { GiftForm, type GiftFields } from './gift-form.tsx'

export const instant = false

export async function generateMetadata(): Promise<Metadata> {
  await connection()
  const [settings, base] = await Promise.all([magazine(), publicUrl()])
  return {
    title: `Give a membership | ${settings.name}`,
    description: `Give somebody ${settings.name}: a membership with a code, your message, and no obligation.`,
    alternates: { canonical: `${base}/donate/gift` },
    referrer: 'same-origin',
  }
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({
  /** The attempt whose payment page somebody turned back from, by its link or by the back button. */
  cancelled: z.uuid().optional().catch(undefined),
  order: z.uuid().optional().catch(undefined),
  tier: tierSchema.or(z.literal('')).catch(''),
})

/** A membership for somebody else. */
export default async function GiftPage({ searchParams }: Props) {
  const given = await searchParams
  const query = querySchema.parse(given)
  const ctx = await requestContext()
  const [settings, terms, person, start] = await Promise.all([
    magazine(),
    donationSettings(ctx),
    currentPerson(),
    refusedForm('gift'),
  ])
  const earlier = query.cancelled ?? query.order
  const unpaid =
    earlier === undefined
      ? null
      : await unpaidOrder(ctx, earlier, { personId: person?.id ?? null, browserKey: await giftKey() })
  const currency = await likelyCurrency(given.currency ?? start.typed.currency ?? unpaid?.currency, terms.currencies)
  const plans = await plansOnSale(ctx, currency)
  const today = dayIn(settings.timeZone, ctx.now)
  const offers = tierSchema.options.flatMap((tier) => {
    const price = giftPrice(plans, tier, currency, terms.giftMonths)
    return price === null ? [] : [{ tier, price: formatMoney(price, settings.locale) }]
  })
  const lasts = lengthInWords(terms.giftMonths)

  return (
    <PlainPage title="Give a membership">
      <p className="mt-4 text-xl leading-snug text-pretty text-soft">
        {settings.name} for somebody else, for {lasts}. On the day you choose we send them your message and a code.
        Nothing is asked of them, and it ends by itself.
      </p>
      {query.cancelled !== undefined && (
        <output className="block mt-6 border-l-4 border-strong bg-panel px-4 py-3 font-plain text-[0.9375rem]">
          The payment was not made and nothing was taken.
          {unpaid !== null && ' What you wrote is still here, should you want to go on.'}
        </output>
      )}
      <CurrencyLinks
        currency={currency}
        currencies={terms.currencies}
        address={(code) => `/donate/gift?${new URLSearchParams({ currency: code })}`}
      />
      {offers.length === 0 ? (
        <p className="mt-8 border-y border-strong py-6 text-lg">
          Memberships cannot be given in {currency} at present. Please choose another currency.
        </p>
      ) : (
        <GiftForm
          key={currency}
          start={start}
          formId={start.typed.formId ?? v7()}
          currency={currency}
          offers={offers}
          lasts={lasts}
          first={firstFields()}
          days={{ today, last: lastDeliveryDay(settings.timeZone, ctx.now) }}
        />
      )}
      <p className="mt-10 border-t border-rule pt-5 text-soft">
        Payment is made at Stripe; card numbers never reach us. You get a receipt and the code by mail at once. Were you
        given a code? <a href="/redeem">Redeem it here</a>. To give to {settings.name} yourself,{' '}
        <a href="/donate">donate</a>.
      </p>
    </PlainPage>
  )

  function firstFields(): GiftFields {
    if (unpaid === null)
      return {
        tier: query.tier,
        giverName: person?.name ?? '',
        recipientName: '',
        recipientEmail: '',
        deliverOn: today,
        message: '',
      }
    const { tier, giverName, recipientName, recipientEmail, message, deliverAt } = unpaid
    // A day that has passed meanwhile is today.
    const day = dayIn(settings.timeZone, deliverAt)
    return { tier, giverName, recipientName, recipientEmail, message, deliverOn: day < today ? today : day }
  }
}
