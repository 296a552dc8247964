import type { Metadata } from 'next'
import { z } from 'zod'
import { deletionVerdict, takeRolesFirst } from '#lib/accounts/deletion.ts'
import { mayDeleteOnRequest } from '#lib/accounts/policy.ts'
import { inWords } from '#lib/donations/manage/model.ts'
import { regularGiftOf } from '#lib/donations/manage/queries.ts'
import { personOnFile } from '#lib/people/queries.ts'
import { stays } from '#lib/privacy/inventory.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskMissing } from '../../../_ui/desk-missing.tsx'
import { DeleteForm } from './delete-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Delete an account', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
}

/** For somebody who asks in writing to be forgotten: what will go, what stays, and the button that does it. */
export default async function DeleteAccountPage({ params }: Props) {
  const { id } = await params
  await requireStaff(`/desk/members/${encodeURIComponent(id)}`, mayDeleteOnRequest)
  const ctx = await requestContext()
  const person = z.uuid().safeParse(id).success ? await personOnFile(ctx, id) : null
  if (!person || person.deletedAt !== null)
    return <DeskMissing what="account" back="/desk/members" backName="Members" />
  const [settings, gift, verdict, start] = await Promise.all([
    magazine(),
    regularGiftOf(ctx, id),
    deletionVerdict(ctx, person),
    refusedForm('delete-for-them'),
  ])
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/members">Members</a> / <a href={`/desk/members/${id}`}>{person.name ?? person.email}</a>
      </p>
      <h1>Delete this account</h1>
      <p className="desk-intro">
        {person.email}. Whoever can sign in deletes their account themselves, under <em>Privacy</em> there. Do it here
        for somebody who asks in writing, when you are sure that it is they who ask: whoever writes from this address
        has shown enough. It cannot be undone.
      </p>
      {verdict.allowed ? (
        <section aria-labelledby="follows" className="desk-section max-w-2xl">
          <h2 id="follows">What will happen</h2>
          <ul className="mt-2 list-disc space-y-1.5 pl-5">
            {gift && (
              <li>
                Their gift of {inWords(gift, settings.locale)} ends at once, and with it what it gives, also what is
                paid for already. Nothing more is charged, and nothing is sent back: refund first what should be.
              </li>
            )}
            <li>Their name and address are removed, the cards saved at Stripe too. They are signed out everywhere.</li>
            <li>Drafts of comments, likes, and whom and what they mute and follow are forgotten.</li>
            <li>
              A last mail tells them, at {person.email}. That you did it, and why, is noted in the audit log without
              their name.
            </li>
          </ul>
          <details className="mt-4">
            <summary>What stays, and why, as they are told</summary>
            <ul className="mt-2 list-disc space-y-1.5 pl-5">
              {Object.values(stays).map(({ what, why }) => (
                <li key={what}>
                  {what} <span className="text-soft">{why}</span>
                </li>
              ))}
            </ul>
          </details>
          <DeleteForm start={start} personId={id} />
        </section>
      ) : (
        <p>
          {takeRolesFirst} <a href={`/desk/people/${id}`}>Their roles</a>
        </p>
      )}
    </>
  )
}
