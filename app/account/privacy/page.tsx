import type { Metadata } from 'next'
import { deletionVerdict, waitingDeletionOf } from '#lib/accounts/deletion.ts'
import { inWords } from '#lib/donations/manage/model.ts'
import { regularGiftOf } from '#lib/donations/manage/queries.ts'
import { latestArchiveOf } from '#lib/privacy/archives.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { Day } from '#app/_ui/time.tsx'
import { AccountPage } from '../_account/account-page.tsx'
import { ArchiveSection } from './archive-section.tsx'
import { DeleteForm } from './delete-form.tsx'
import { WhatStays } from './what-stays.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Privacy', robots: { index: false } }

/** What is kept of somebody, and how to have it removed. */
export default async function PrivacyPage() {
  const person = await requirePerson('/account/privacy')
  const ctx = await requestContext()
  const [settings, gift, verdict, waiting, archive, start, archiveStart] = await Promise.all([
    magazine(),
    regularGiftOf(ctx, person.id),
    deletionVerdict(ctx, person),
    waitingDeletionOf(ctx, person.id),
    latestArchiveOf(ctx, person.id),
    refusedForm('delete'),
    refusedForm('archive'),
  ])
  return (
    <AccountPage at="/account/privacy" title="Privacy">
      <section aria-labelledby="kept" className="mt-8 border-t border-strong pt-4">
        <h2 id="kept" className="text-2xl">
          What {settings.name} keeps of you
        </h2>
        <ul className="mt-3 list-disc space-y-1.5 pl-5">
          <li>Your address, {person.email}, and your name, if you gave one.</li>
          <li>What you have given, when, and what it gave you. Card numbers stay at Stripe and never reach us.</li>
          <li>
            Your comments, what you like, follow and mute, drafts of comments, and your letters to the managing editor.
          </li>
          <li>
            What your browser keeps, and for how long, stands under <a href="/cookies">cookies</a>.
          </li>
        </ul>
      </section>
      <ArchiveSection archive={archive} start={archiveStart} settings={settings} email={person.email} />
      <section aria-labelledby="delete" className="mt-10 border-t border-strong pt-4">
        <h2 id="delete" className="text-2xl">
          Delete the account
        </h2>
        {waiting ? (
          <output className="mt-4 block border-l-4 border-accent bg-panel px-5 py-4">
            <span className="block">
              <strong>Your account is waiting to be deleted</strong>, since{' '}
              <Day at={waiting.requestedAt} timeZone={settings.timeZone} locale={settings.locale} />.
            </span>
            <span className="mt-2 block">
              We end what you give at Stripe first, and Stripe cannot be reached just now. We keep trying by ourselves,
              and write to {person.email} when it is done. There is nothing more you need to do.
            </span>
          </output>
        ) : !verdict.allowed ? (
          <p className="mt-3 text-pretty">{verdict.message}</p>
        ) : (
          <>
            <p className="mt-3 font-semibold">At once, and for good:</p>
            <ul className="mt-1.5 list-disc space-y-1.5 pl-5">
              {gift && (
                <li>
                  Your gift of {inWords(gift, settings.locale)} ends, and with it what it gives, also what is paid for
                  already. Nothing more is charged. To keep that to its end,{' '}
                  <a href="/account/membership/cancel">cancel first</a> and delete the account later.
                </li>
              )}
              <li>
                Your name and address are removed, the cards saved at Stripe too, and you are signed out everywhere.
              </li>
              <li>Drafts of comments, likes, and whom and what you mute and follow are forgotten.</li>
            </ul>
            <p className="mt-4 font-semibold">What stays, and why:</p>
            <WhatStays />
            <DeleteForm start={start} />
          </>
        )}
      </section>
    </AccountPage>
  )
}
