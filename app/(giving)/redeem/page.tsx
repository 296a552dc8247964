import type { Metadata } from 'next'
import { z } from 'zod'
import { redeemedGift, type RedeemedGift } from '#lib/donations/gift-queries.ts'
import { subscriptionOf } from '#lib/donations/queries.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { currentPerson } from '#app/_server/session.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { formatDay } from '#app/_ui/time.tsx'
import { RedeemForm } from './redeem-form.tsx'

export const instant = false
// The address may hold a code: it is told to no other site. To our own it is, or the form's origin would be unknown.
export const metadata: Metadata = { title: 'Redeem a gift', robots: { index: false }, referrer: 'same-origin' }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({
  code: z.string().max(60).catch(''),
  gift: z.uuid().optional().catch(undefined),
  again: z.string().optional().catch(undefined),
})

const often = { month: 'a month', year: 'a year' } as const

/** Where a gift's code becomes a membership. */
export default async function RedeemPage({ searchParams }: Props) {
  const { code, gift: giftId, again } = querySchema.parse(await searchParams)
  const ctx = await requestContext()
  const [settings, person] = await Promise.all([magazine(), currentPerson()])
  const gift = person && giftId !== undefined ? await redeemedGift(ctx, person.id, giftId) : null
  if (gift) return <Redeemed gift={gift} again={again !== undefined} settings={settings} now={ctx.now} />
  const subscription = person ? await subscriptionOf(ctx, person.id) : null
  return (
    <PlainPage title="Redeem a gift">
      <p className="mt-4 text-xl leading-snug text-pretty text-soft">
        {person
          ? `Somebody gave you ${settings.name}. Enter the code from their mail, and it is yours: ${person.email} keeps it.`
          : `Somebody gave you ${settings.name}. Sign in with your own address first, so that we know whose it is; the code is kept meanwhile.`}
      </p>
      <RedeemForm
        start={await refusedForm('redeem')}
        code={code}
        signedIn={person !== null}
        gives={
          subscription &&
          `${formatMoney({ amount: subscription.amount, currency: subscription.currency }, settings.locale)} ${often[subscription.interval]}`
        }
      />
      <p className="mt-10 border-t border-rule pt-5 text-soft">
        The code does not work? <a href="/contact/managing-editor">Write to us</a>. Nothing is to be paid here, and no
        card is asked for.
      </p>
    </PlainPage>
  )
}

const tierGives = {
  supporter: 'You read without advertising, have a voice in the comments, and supporters’ articles are open to you.',
  patron: 'You read without advertising, have a voice in the comments, and every article is open to you.',
} as const

function Redeemed({
  gift,
  again,
  settings,
  now,
}: {
  gift: RedeemedGift
  again: boolean
  settings: Magazine
  now: Date
}) {
  const day = (at: Date) => formatDay(at, settings.timeZone, settings.locale)
  const later = gift.from > now
  return (
    <PlainPage title={again ? 'This gift is yours already' : 'The gift is yours'}>
      <p className="mt-4 text-xl leading-snug text-pretty">
        {again && 'You have redeemed this code before; nothing is lost. '}
        {later
          ? `You are a ${gift.tier} of ${settings.name} already, as a gift. This one begins where that ends, on ${day(gift.from)}, and lasts until ${day(gift.until)}.`
          : `You are a ${gift.tier} of ${settings.name} until ${day(gift.until)}. ${tierGives[gift.tier]}`}
      </p>
      <p className="mt-3 text-lg text-soft">It ends by itself; there is nothing to cancel.</p>
      <p className="mt-7 flex flex-wrap gap-3">
        <a href="/" className="button">
          Begin to read
        </a>
        <a href="/account" className="button button-quiet">
          Your account
        </a>
      </p>
    </PlainPage>
  )
}
