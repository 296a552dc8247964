import type { Metadata } from 'next'
import { ledgerOf } from '#lib/membership/queries.ts'
import { benefitsAt, explain, standingAt } from '#lib/membership/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { GiftCodes } from './_gifts/gift-codes.tsx'
import { leave, leaveEverywhere } from './actions.ts'
import { BenefitLines } from './benefit-lines.tsx'
import { DonationLines } from './donation-lines.tsx'
import { NameForm } from './name-form.tsx'
import { standingInWords } from './standing.ts'

export const instant = false
export const metadata: Metadata = { title: 'Your account', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const shownBenefits = ['ad_free', 'comment', 'supporters_articles', 'patrons_articles'] as const

/** Who I am, what I get, and why. */
export default async function AccountPage({ searchParams }: Props) {
  const person = await requirePerson('/account')
  const ctx = await requestContext()
  const [settings, ledger, { saved }] = await Promise.all([magazine(), ledgerOf(ctx, person.id), searchParams])
  const held = benefitsAt(ledger, ctx.now)
  const standing = standingAt(ledger, ctx.now)
  const roles = person.roles.map((role) => role.replace('_', ' '))
  return (
    <PlainPage title={person.name ?? 'Your account'}>
      <p className="mt-2 text-soft">{person.email}</p>
      {saved === 'name' && (
        <output className="block mt-5 border-l-4 border-good bg-panel px-4 py-3 font-plain text-[0.9375rem]">
          Your name is saved.
        </output>
      )}
      <section aria-labelledby="standing" className="mt-8 border-t border-strong pt-4">
        <h2 id="standing" className="text-2xl">
          {standingInWords(standing, settings)}
        </h2>
        {roles.length > 0 && <p className="mt-1 text-soft">Staff: {roles.join(', ')}.</p>}
        <BenefitLines
          explanations={shownBenefits.map((benefit) => explain(ledger, ctx.now, benefit))}
          settings={settings}
        />
        {held.length === 0 && (
          <p className="mt-6">
            <a href="/donate" className="button">
              Become a supporter
            </a>
          </p>
        )}
      </section>
      <DonationLines personId={person.id} settings={settings} />
      <GiftCodes personId={person.id} settings={settings} />
      <section aria-labelledby="name-title" className="mt-12 border-t border-strong pt-4">
        <h2 id="name-title" className="text-2xl">
          Name
        </h2>
        <NameForm start={await refusedForm('name')} name={person.name ?? ''} />
      </section>
      <p className="mt-12 border-t border-strong pt-4 text-lg">
        <a href="/account/comments">Your comments</a>
      </p>
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
    </PlainPage>
  )
}
