import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { daysToConfirm, waitingSubmission } from '#lib/cases/confirm.ts'
import { caseAddress } from '#lib/cases/links.ts'
import type { CaseKind } from '#lib/cases/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { confirmCase } from './actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Confirm your message', robots: { index: false, follow: false } }

interface Props {
  params: Promise<{ token: string }>
}

const nouns: Record<CaseKind, string> = {
  correction: 'a report of a mistake',
  right_of_reply: 'a request for a right to reply',
  republishing: 'a republishing enquiry',
}

/** Programs that look through mail open its links: only the button confirms. */
export default async function ConfirmPage({ params }: Props) {
  const token = decodeURIComponent((await params).token)
  const ctx = await requestContext()
  const waiting = await waitingSubmission(ctx, token)
  if (waiting.is === 'opened') redirect(caseAddress(ctx, waiting.caseId))
  if (waiting.is === 'gone')
    return (
      <PlainPage title="Nothing waits here">
        <p className="mt-4 text-lg text-pretty">
          This link is not complete, or it is older than {daysToConfirm} days: what is not confirmed until then is
          removed. <a href="/contact/managing-editor">Write to the managing editor</a> again, please.
        </p>
      </PlainPage>
    )
  return (
    <PlainPage title="Confirm your message">
      <p className="mt-4 text-lg text-pretty">
        You have written {nouns[waiting.kind]}
        {waiting.headline === '' ? '' : ` about “${waiting.headline}”`}. Confirm that this is your address, and the
        managing editor reads it.
      </p>
      <div className="mt-6">
        <ActForm
          action={confirmCase}
          start={await refusedForm('confirm-case')}
          hidden={{ token }}
          button="Confirm and send"
          waiting="Sending …"
        />
      </div>
      <p className="mt-4 text-soft">
        Was it not you? Then close this page: what was written is removed, and nobody reads it.
      </p>
    </PlainPage>
  )
}
