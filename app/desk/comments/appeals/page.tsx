import type { Metadata } from 'next'
import { openAppeals } from '#lib/comments/moderation/appeals.ts'
import { moderators } from '#lib/comments/moderation/log.ts'
import { sanctionNames } from '#lib/comments/moderation/model.ts'
import { mayModerate } from '#lib/comments/moderation/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { CommentText } from '#app/_ui/comment-text.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { placeFrom, placeIn } from '../../_ui/list-address.ts'
import { Done } from '../_comments/done.tsx'
import { AppealForm } from './appeal-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Appeals', robots: { index: false } }

const pageLength = 25

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Appeals that wait. Whoever decided first does not hear the appeal, where there is another moderator. */
export default async function AppealsPage({ searchParams }: Props) {
  const staff = await requireStaff('/desk/comments/appeals', mayModerate)
  const ctx = await requestContext()
  const query = await searchParams
  const [found, settings, start, all] = await Promise.all([
    openAppeals(ctx, { after: placeFrom(query.after), limit: pageLength + 1 }),
    magazine(),
    refusedForm('appeal'),
    moderators(ctx),
  ])
  const page = found.slice(0, pageLength)
  const last = page.at(-1)
  const isAlone = all.every(({ id }) => id === staff.id)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/comments">Comments</a>
      </p>
      <h1>Appeals</h1>
      <Done query={query} back="/desk/comments/appeals" />
      {page.length === 0 && (
        <p className="desk-intro">
          No appeal waits. Whoever has a comment rejected, or is sanctioned, may ask once that another moderator looks
          at it; those requests stand here.
        </p>
      )}
      {page.map((appeal) => (
        <article key={appeal.id} className="desk-card" data-desk-row>
          <header className="desk-card-head">
            <h2>
              <a href={`/desk/comments/people/${appeal.person.id}`}>{appeal.person.name ?? 'No name'}</a>
            </h2>
            <span className="text-soft">
              <Ago at={appeal.at} now={ctx.now} settings={settings} />
            </span>
          </header>
          <p className="desk-card-place">
            {appeal.comment && (
              <>
                Against the rejection of <a href={`/desk/comments/${appeal.comment.id}`}>a comment</a> under “
                {appeal.comment.headline}”
              </>
            )}
            {appeal.sanction && (
              <>
                Against a {sanctionNames[appeal.sanction.kind].toLowerCase()}: {appeal.sanction.reason}
              </>
            )}
            , decided by {appeal.decidedFirst ? (appeal.decidedFirst.name ?? 'a moderator') : 'the automatic checks'}
          </p>
          {appeal.comment && (
            <div className="desk-card-text">
              <CommentText text={appeal.comment.text} />
            </div>
          )}
          <p className="font-semibold">They write:</p>
          <p className="desk-difference mt-1">{appeal.text}</p>
          {appeal.decidedFirst?.id === staff.id && !isAlone ? (
            <p className="desk-intro">You decided first: another moderator hears this appeal.</p>
          ) : (
            <AppealForm
              start={start}
              id={appeal.id}
              upheld={appeal.comment ? 'publish the comment' : 'end the sanction'}
            />
          )}
        </article>
      ))}
      {found.length > pageLength && last && (
        <p className="mt-4">
          <a href={`/desk/comments/appeals?after=${placeIn(last)}`}>Further on</a>
        </p>
      )}
    </>
  )
}
