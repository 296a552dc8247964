import type { Metadata } from 'next'
import { regularGiftOf } from '#lib/donations/manage/queries.ts'
import { explain, standingAt } from '#lib/membership/model.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson, whoIsHere } from '#app/_server/session.ts'
import { AccountPage, DoneNote } from './_account/account-page.tsx'
import { FailedPayment } from './_account/failed-payment.tsx'
import { leave, leaveEverywhere } from './actions.ts'
import { BenefitLines, shownBenefits } from './benefit-lines.tsx'
import { GivenArticles } from './_gifts/given-articles.tsx'
import { LatestDonations } from './latest-donations.tsx'
import { NameForm } from './name-form.tsx'
import { standingInWords } from './standing.ts'

export const instant = false
export const metadata: Metadata = { title: 'Your account', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Who I am, what I get, and why. */
export default async function OverviewPage({ searchParams }: Props) {
  const person = await requirePerson('/account')
  const roles = ((await whoIsHere())?.person ?? person).roles.map((role) => role.replace('_', ' '))
  const ctx = await requestContext()
  const [settings, ledger, gift, { saved }] = await Promise.all([
    magazine(),
    ledgerOf(ctx, person.id),
    regularGiftOf(ctx, person.id),
    searchParams,
  ])
  const standing = standingAt(ledger, ctx.now)
  const { title, terms } = standingInWords(standing, gift, ctx.now, settings)
  return (
    <AccountPage at="/account" title={person.name ?? 'Your account'}>
      <p className="mt-2 text-soft">{person.email}</p>
      {saved === 'name' && <DoneNote>Your name is saved.</DoneNote>}
      {saved === 'withdrawn' && <DoneNote>The link is taken back and opens nothing any more.</DoneNote>}
      {gift && <FailedPayment gift={gift} settings={settings} />}
      <section aria-labelledby="standing" className="mt-8 border-t border-strong pt-4">
        <h2 id="standing" className="text-2xl">
          {title}
        </h2>
        {terms !== '' && <p className="mt-1 text-lg text-pretty text-soft">{terms}</p>}
        {roles.length > 0 && <p className="mt-1 text-soft">Staff: {roles.join(', ')}.</p>}
        <BenefitLines
          explanations={shownBenefits.map((benefit) => explain(ledger, ctx.now, benefit))}
          settings={settings}
        />
        <p className="mt-6">
          {gift ? (
            <a href="/account/membership" className="button button-quiet">
              Change, pause or cancel
            </a>
          ) : (
            standing.tier === null && (
              <a href="/donate" className="button">
                Become a supporter
              </a>
            )
          )}
        </p>
      </section>
      <LatestDonations personId={person.id} settings={settings} />
      <GivenArticles personId={person.id} settings={settings} />
      <section aria-labelledby="name-title" className="mt-12 border-t border-strong pt-4">
        <h2 id="name-title" className="text-2xl">
          Name
        </h2>
        <NameForm start={await refusedForm('name')} name={person.name ?? ''} />
      </section>
      <section aria-labelledby="leave" className="mt-12 border-t border-strong pt-4">
        <h2 id="leave" className="text-2xl">
          Sign out
        </h2>
        <div className="mt-4 flex flex-wrap gap-3">
          <form action={leave}>
            <button type="submit" className="button button-quiet">
              Sign out here
            </button>
          </form>
          <form action={leaveEverywhere}>
            <button type="submit" className="button button-quiet">
              Sign out everywhere
            </button>
          </form>
        </div>
      </section>
    </AccountPage>
  )
}
