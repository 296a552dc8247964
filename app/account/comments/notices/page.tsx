import type { Metadata } from 'next'
import { noticeSentence } from '#lib/comments/notices/model.ts'
import { noticesOf } from '#lib/comments/notices/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requirePerson } from '#app/_server/session.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { Minute } from '#app/_ui/time.tsx'
import { markAllSeen } from '../actions.ts'
import { OwnReports } from '../_moderation/own-reports.tsx'
import { CommentsPage } from '../comments-page.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Notices', robots: { index: false } }

/** What the person signed in was told of their conversations. */
export default async function NoticesPage() {
  const person = await requirePerson('/account/comments/notices')
  const [settings, notices] = await Promise.all([magazine(), noticesOf(await requestContext(), person.id)])
  return (
    <CommentsPage at="/account/comments/notices" title="Notices" personId={person.id}>
      {notices.length === 0 && (
        <p className="mt-6 text-pretty text-soft">
          Nothing yet. When somebody answers a comment of yours, when the editors pick one out, or when something is
          said in a conversation you follow, it stands here.
        </p>
      )}
      {notices.some(({ seen }) => !seen) && (
        <form action={markAllSeen} className="mt-5">
          <SubmitButton waiting="One moment …" quiet>
            Mark all as seen
          </SubmitButton>
        </form>
      )}
      {notices.length > 0 && (
        <ol className="mt-5 border-t border-strong">
          {notices.map((notice) => (
            <li
              key={notice.id}
              className={`border-b border-rule py-4 ${notice.seen ? '' : 'border-l-4 border-l-accent pl-4'}`}
            >
              <p className={notice.seen ? '' : 'font-semibold'}>
                {notice.path === null ? noticeSentence(notice) : <a href={notice.path}>{noticeSentence(notice)}</a>}
                {!notice.seen && <span className="sr-only"> (new)</span>}
              </p>
              {notice.text !== '' && <p className="mt-1 whitespace-pre-line text-pretty">{notice.text}</p>}
              <p className="label mt-1 text-soft">
                <Minute at={notice.at} timeZone={settings.timeZone} locale={settings.locale} />
              </p>
            </li>
          ))}
        </ol>
      )}
      <OwnReports personId={person.id} settings={settings} />
    </CommentsPage>
  )
}
