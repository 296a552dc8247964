import type { Metadata } from 'next'
import { unsubscribedBy } from '#lib/comments/notices/unsubscribe.ts'
import { requestContext } from '#app/_server/context.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { stopCommentMails } from './actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'Mails about comments', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Where the link at the foot of a mail leads: one button ends such mails, without signing in. */
export default async function StopCommentMailsPage({ searchParams }: Props) {
  const { t, done } = await searchParams
  const { config } = await requestContext()
  const known = typeof t === 'string' && unsubscribedBy(config, t) !== null
  return (
    <PlainPage title={done === '1' ? 'No more mails about comments' : 'Mails about comments'}>
      {done === '1' ? (
        <p className="mt-4 text-lg text-pretty">
          Answers to your comments still wait for you in your account. You can{' '}
          <a href="/account/comments/settings">have mails again</a> whenever you like.
        </p>
      ) : known ? (
        <form action={stopCommentMails} className="mt-4">
          <p className="text-lg text-pretty">
            We write to you when somebody answers your comment, when the editors pick it out, and about conversations
            you follow.
          </p>
          <input type="hidden" name="token" value={t} />
          <p className="mt-5">
            <SubmitButton waiting="One moment …">Stop these mails</SubmitButton>
          </p>
          <p className="label mt-3 text-soft">
            Or <a href="/account/comments/settings">have one mail a day</a> instead.
          </p>
        </form>
      ) : (
        <p className="mt-4 text-lg text-pretty">
          This link is not complete. Mail programs sometimes break long ones; copy it whole, or{' '}
          <a href="/account/comments/settings">change it in your account</a>.
        </p>
      )}
    </PlainPage>
  )
}
