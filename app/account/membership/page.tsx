import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { wishDone, regularGiftOf } from '#lib/donations/manage/queries.ts'
import { nextPaymentOf, owes, type RegularGift } from '#lib/donations/manage/model.ts'
import { explain, standingAt } from '#lib/membership/model.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { ownPath } from '#app/_server/paths.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { Day } from '#app/_ui/time.tsx'
import { AccountPage, DoneNote } from '../_account/account-page.tsx'
import { ActForm } from '#app/_ui/act-form.tsx'
import { FailedPayment } from '../_account/failed-payment.tsx'
import { BenefitLines, shownBenefits } from '../benefit-lines.tsx'
import { standingInWords } from '../standing.ts'
import { toCardPage } from './actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Your membership', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** What one gives, what it gives, and every way to change it. */
export default async function MembershipPage({ searchParams }: Props) {
  const { done, paid, remedy, from } = await searchParams
  const back = ownPath(from, '')
  // Mails about a card lead here; whoever has to sign in first comes back to the same.
  const person = await requirePerson(`/account/membership${remedy === 'card' ? '?remedy=card' : ''}`)
  const ctx = await requestContext()
  const [settings, ledger, gift, wish] = await Promise.all([
    magazine(),
    ledgerOf(ctx, person.id),
    regularGiftOf(ctx, person.id),
    wishDone(ctx, person.id, done),
  ])
  const { title, terms } = standingInWords(standingAt(ledger, ctx.now), gift, ctx.now, settings)
  return (
    <AccountPage at="/account/membership" title="Your membership">
      {wish !== null && (
        <DoneNote>
          <strong>{doneWords[wish]}</strong> A mail confirms it.
        </DoneNote>
      )}
      {wish !== null && back !== '' && (
        <p className="mt-5">
          <a href={back} className="button">
            {back.startsWith('/articles/') ? 'Read on' : 'Back to where you were'}
          </a>
        </p>
      )}
      {paid === '1' && (
        <DoneNote>
          <strong>Paid, thank you.</strong> Your membership goes on.
        </DoneNote>
      )}
      {gift && <FailedPayment gift={gift} settings={settings} />}
      {gift && remedy === 'card' && !owes(gift) && <NewCard />}
      <section aria-labelledby="standing" className="mt-8 border-t border-strong pt-4">
        <h2 id="standing" className="text-2xl">
          {title}
        </h2>
        {terms !== '' && <p className="mt-1 text-lg text-pretty text-soft">{terms}</p>}
        <BenefitLines
          explanations={shownBenefits.map((benefit) => explain(ledger, ctx.now, benefit))}
          settings={settings}
        />
      </section>
      {gift ? (
        <Giving gift={gift} settings={settings} />
      ) : (
        <section aria-labelledby="giving" className="mt-10 border-t border-strong pt-4">
          <h2 id="giving" className="text-2xl">
            You do not give regularly at present
          </h2>
          <p className="mt-2 text-soft">A monthly or yearly gift makes you a supporter or a patron.</p>
          <p className="mt-5">
            <a href="/donate" className="button">
              Become a supporter
            </a>
          </p>
        </section>
      )}
    </AccountPage>
  )
}

/** What the mail about a card that runs out leads to. */
async function NewCard() {
  const start = await refusedForm('card')
  return (
    <section aria-labelledby="new-card" className="mt-6 border-l-4 border-strong bg-panel px-5 py-5">
      <h2 id="new-card" className="text-2xl">
        Enter your new card
      </h2>
      <p className="mt-2 mb-4">It takes a minute, at Stripe, and nothing is charged for it.</p>
      <ActForm
        action={toCardPage}
        start={start}
        hidden={{ visit: start.typed.visit ?? v7() }}
        button="Enter a card at Stripe"
      />
    </section>
  )
}

const doneWords = {
  change: 'Your gift is changed.',
  pause: 'Your gift is paused.',
  cancel: 'Your gift is cancelled, and nothing more will be charged.',
  resume: 'Your gift goes on.',
} as const

const brandNames: Record<string, string> = { visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express' }

async function Giving({ gift, settings }: { gift: RegularGift; settings: Magazine }) {
  const { timeZone, locale } = settings
  const card = await refusedForm('card')
  const next = nextPaymentOf(gift)
  const stopped = gift.cancelAtPeriodEnd || gift.collectionPaused
  return (
    <section aria-labelledby="giving" className="mt-10 border-t border-strong pt-4">
      <h2 id="giving" className="text-2xl">
        What you give
      </h2>
      <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-8 gap-y-2">
        <dt className="text-soft">Amount</dt>
        <dd>
          {formatMoney(gift, locale)} {gift.interval === 'month' ? 'a month' : 'a year'}
        </dd>
        <dt className="text-soft">Next payment</dt>
        <dd>{next === null ? 'None' : <Day at={next} timeZone={timeZone} locale={locale} />}</dd>
        {gift.card !== null && (
          <>
            <dt className="text-soft">Card</dt>
            <dd>
              {brandNames[gift.card.brand] ?? 'Card'} ending {gift.card.last4}, good to{' '}
              <span className="tabular-nums">
                {String(gift.card.expiresMonth).padStart(2, '0')}/{gift.card.expiresYear}
              </span>
            </dd>
          </>
        )}
        <dt className="text-soft">Since</dt>
        <dd>
          <Day at={gift.startedAt} timeZone={timeZone} locale={locale} />
        </dd>
      </dl>
      <div className="mt-6 flex flex-wrap items-start gap-3">
        {stopped && (
          <a href="/account/membership/resume" className="button">
            {gift.cancelAtPeriodEnd ? 'Take the cancellation back' : 'Resume'}
          </a>
        )}
        {!stopped && !owes(gift) && (
          <a href="/account/membership/change" className="button">
            Change amount or interval
          </a>
        )}
        {!owes(gift) && (
          <ActForm
            action={toCardPage}
            start={card}
            hidden={{ visit: card.typed.visit ?? v7() }}
            button="Use another card"
            quiet
          />
        )}
        {!stopped && !owes(gift) && gift.interval === 'month' && (
          <a href="/account/membership/pause" className="button button-quiet">
            Pause
          </a>
        )}
        {!gift.cancelAtPeriodEnd && (
          <a href="/account/membership/cancel" className="button button-quiet">
            Cancel
          </a>
        )}
      </div>
    </section>
  )
}
