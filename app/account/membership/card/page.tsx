import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { browserStorage } from '#lib/browser-storage/model.ts'
import { settleOwed, type Settlement } from '#lib/donations/manage/card.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { formatMoney } from '#lib/money.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requirePerson } from '#app/_server/session.ts'
import { AccountPage } from '../../_account/account-page.tsx'

/** Each look asks Stripe. */
const looksOfOnePerson = { name: 'card-look', points: 40, seconds: 3600 }

export const instant = false
export const metadata: Metadata = { title: 'Your card', robots: { index: false }, referrer: 'no-referrer' }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/**
 * Where Stripe's page for cards leads back to. What is owed is paid with the new card, once for each visit there,
 * however often this page is loaded; and only for whoever set out from here.
 */
export default async function CardPage({ searchParams }: Props) {
  const { visit } = await searchParams
  const id = typeof visit === 'string' ? visit : ''
  const person = await requirePerson('/account/membership')
  const setOutHere = (await cookies()).get(browserStorage.cardVisit.name)?.value === id
  const ctx = await requestContext()
  const settings = await magazine()
  const outcome = setOutHere ? await settle() : { state: 'not_from_here' as const }

  async function settle(): Promise<Settlement | { state: 'unreachable' } | { state: 'too_many'; message: string }> {
    try {
      await requirePoint(ctx, looksOfOnePerson, person.id, 'You have loaded this page very often.')
      return await settleOwed(ctx, person.id, id)
    } catch (reason) {
      if (reason instanceof Refusal && reason.kind === 'unavailable') return { state: 'unreachable' }
      if (reason instanceof Refusal && reason.kind === 'too_many') return { state: 'too_many', message: reason.message }
      throw reason
    }
  }

  const titles = {
    nothing_owed: 'Your card is saved',
    paid: 'Paid, thank you',
    declined: 'The card is saved, but was declined',
    unreachable: 'Your card',
    too_many: 'Your card',
    not_from_here: 'Your card',
  } as const
  return (
    <AccountPage at="/account/membership" title={titles[outcome.state]}>
      <p className="mt-4 text-lg text-pretty">
        {outcome.state === 'nothing_owed' && 'It pays for your gift from now on. Nothing was charged today.'}
        {outcome.state === 'paid' &&
          `${formatMoney(outcome.amount, settings.locale)} has been taken, and your membership goes on as before.`}
        {outcome.state === 'declined' && `${outcome.advice.why} Nothing was taken. ${outcome.advice.remedy}`}
        {outcome.state === 'not_from_here' && 'A card that was entered at Stripe pays for your gift from now on.'}
        {outcome.state === 'too_many' && `${outcome.message} What you entered at Stripe is safe.`}
        {outcome.state === 'unreachable' &&
          'We cannot reach Stripe at the moment. What you entered there is safe; look again in a minute, and if that does not help in an hour.'}
      </p>
      <p className="mt-6 flex flex-wrap gap-3">
        {outcome.state === 'declined' && outcome.advice.kind === 'confirm' && outcome.invoiceUrl !== null && (
          <a href={outcome.invoiceUrl} className="button">
            Confirm at your bank
          </a>
        )}
        {outcome.state === 'unreachable' && (
          <a href={`/account/membership/card?${new URLSearchParams({ visit: id })}`} className="button">
            Look again
          </a>
        )}
        <a href="/account/membership" className="button button-quiet">
          Your membership
        </a>
      </p>
    </AccountPage>
  )
}
