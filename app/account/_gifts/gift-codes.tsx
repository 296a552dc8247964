import { lengthInWords } from '#lib/donations/gift-membership.ts'
import { giftsFrom, type GiftView } from '#lib/donations/gift-queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { Day } from '#app/_ui/time.tsx'

const tierNames = { supporter: 'Supporter', patron: 'Patron' } as const

/**
 * The memberships this person has given to others, each with its code while it can be redeemed. Nothing when there is none.
 * @param props.personId who is signed in: codes are for the giver alone
 */
export async function GiftCodes({ personId, settings }: { personId: string; settings: Magazine }) {
  const gifts = await giftsFrom(await requestContext(), personId)
  if (gifts.length === 0) return null
  return (
    <section aria-labelledby="gifts" className="mt-12 border-t border-strong pt-4">
      <h2 id="gifts" className="text-2xl">
        Memberships you gave
      </h2>
      <ul className="mt-3 divide-y divide-rule border-y border-rule">
        {gifts.map((gift) => (
          <li key={gift.id} className="py-4">
            <p className="text-lg">
              {tierNames[gift.tier]} for {lengthInWords(gift.months)}, for <strong>{gift.recipientName}</strong>
            </p>
            {gift.state === 'paid' && gift.code !== null && (
              <p className="mt-1 font-plain text-lg font-semibold tracking-wide tabular-nums select-all">{gift.code}</p>
            )}
            <p className="mt-1 text-soft">
              <GiftState gift={gift} settings={settings} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function GiftState({ gift, settings }: { gift: GiftView; settings: Magazine }) {
  const { timeZone, locale } = settings
  if (gift.state === 'withdrawn') return <>Refunded; the code no longer works.</>
  if (gift.state === 'redeemed')
    return (
      <>
        Redeemed
        {gift.redeemedAt && (
          <>
            {' '}
            on <Day at={gift.redeemedAt} timeZone={timeZone} locale={locale} />
          </>
        )}
        .
      </>
    )
  if (gift.deliveredAt === null)
    return (
      <>
        Goes out by mail on <Day at={gift.deliverAt} timeZone={timeZone} locale={locale} />. Not redeemed yet.
      </>
    )
  return (
    <>
      Sent by mail on <Day at={gift.deliveredAt} timeZone={timeZone} locale={locale} />. Not redeemed yet.
    </>
  )
}
