import type { ReactNode } from 'react'
import { commentPath } from '#lib/comments/addresses.ts'
import type { DeskComment } from '#lib/comments/moderation/at-desk.ts'
import { reportReasonNames, sanctionNames } from '#lib/comments/moderation/model.ts'
import { mostPublished, type Glance } from '#lib/comments/moderation/people.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { CommentText } from '#app/_ui/comment-text.tsx'
import { Day } from '#app/_ui/time.tsx'
import { DeskState } from '../../_ui/desk-state.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { listAddress } from '../../_ui/list-address.ts'
import { bulkForm } from './decide-forms.tsx'
import { counted, stateNames } from './words.ts'

/** What a moderator saw of a comment, as a form sends it back. */
export function seenOf({ id, state, revision, lastDecision }: DeskComment): string {
  return `${id}:${state}:${revision}:${lastDecision?.id ?? ''}`
}

interface Props {
  comment: DeskComment
  now: Date
  settings: Magazine
  /** Whether the reports, the findings and the writer's history are theirs to see. */
  moderates: boolean
  /** In a list it can be marked, and leads to a page of its own. */
  inList: boolean
  /** What can be done. */
  children: ReactNode
}

/** A comment as readers see it, and everything a moderator decides by. */
export function CommentCard({ comment, now, settings, moderates, inList, children }: Props) {
  const { id, article, name, state, at, findings, reports, answers, taker } = comment
  const { name: stateName, tone } = stateNames[state]
  const card = (
    <>
      <header className="desk-card-head">
        {inList && moderates && (
          <label className="desk-card-mark">
            <input
              type="checkbox"
              name="marked"
              value={seenOf(comment)}
              form={bulkForm}
              data-desk-key="x"
              data-desk-key-name="Mark, for doing the same to several"
            />
            <span className="sr-only">Mark the comment by {name}</span>
          </label>
        )}
        {inList ? (
          <h2>
            <a href={`/desk/comments/${id}`}>
              {name}
              <span className="sr-only">: open this comment</span>
            </a>
          </h2>
        ) : (
          <strong>{name}</strong>
        )}
        <span className="text-soft">{comment.badge}</span>
        <DeskState tone={tone}>{stateName}</DeskState>
        {comment.isPicked && <DeskState tone="good">Picked</DeskState>}
        <span className="text-soft">
          <Ago at={at} now={now} settings={settings} />
          {comment.editedAt && ', changed since'}
        </span>
      </header>
      <p className="desk-card-place">
        Under{' '}
        <a href={state === 'published' ? commentPath(article.slug, id) : `/articles/${article.slug}`}>
          {article.headline}
        </a>
        {article.isClosed && <span className="text-soft"> (closed)</span>}{' '}
        <a href={listAddress('/desk/comments', { queue: 'all', article: article.id })} className="text-soft">
          its comments
        </a>
      </p>
      {answers && (
        <p className="desk-card-answers">
          In reply to <a href={`/desk/comments/${answers.id}`}>{answers.name}</a>
          {answers.text !== '' && `: “${shortened(answers.text)}”`}
        </p>
      )}
      <div className="desk-card-text">
        {state === 'deleted' && comment.text === '' ? <p>(Its text is gone.)</p> : <CommentText text={comment.text} />}
      </div>
      {moderates && (
        <>
          {findings.length > 0 && (
            <ul className="desk-card-reasons" aria-label="What the automatic checks found">
              {findings.map(({ phase, verdict, reason }) => (
                <li key={`${phase} ${reason}`}>
                  <DeskState tone={verdict === 'reject' ? 'bad' : 'warn'}>{reason}</DeskState>
                  <span className="text-soft"> ({phase.replace('_', ' ')})</span>
                </li>
              ))}
            </ul>
          )}
          {reports.length > 0 && (
            <ul className="desk-card-reasons" aria-label="Reports">
              {reports.map((report) => (
                <li key={report.id}>
                  <DeskState tone="bad">{reportReasonNames[report.reason]}</DeskState>
                  {report.explanation !== '' && `: “${report.explanation}”`}
                  <span className="text-soft">
                    {' '}
                    <a href={`/desk/comments/people/${report.personId}`}>{report.by}</a>,{' '}
                    <Ago at={report.at} now={now} settings={settings} />
                    {report.revision < comment.revision && ', of an earlier text'}
                  </span>
                </li>
              ))}
            </ul>
          )}
          {comment.writer ? (
            <WriterLine writer={comment.writer} settings={settings} />
          ) : (
            <p className="desk-card-writer">It came with an import; its writer has no account here.</p>
          )}
          {taker && (
            <p className="desk-card-taken">
              <DeskState tone="warn">
                {taker.name ?? 'Another moderator'} has this before them,{' '}
                <Ago at={taker.since} now={now} settings={settings} />
              </DeskState>
            </p>
          )}
        </>
      )}
      <div className="desk-card-deeds">{children}</div>
    </>
  )
  return inList ? (
    <article className="desk-card" data-desk-row>
      {card}
    </article>
  ) : (
    <div className="desk-card">{card}</div>
  )
}

/** The writer's history at a glance. */
function WriterLine({ writer, settings }: { writer: Glance; settings: Magazine }) {
  const { locale, timeZone } = settings
  return (
    <p className="desk-card-writer">
      <a href={`/desk/comments/people/${writer.id}`}>{writer.name ?? 'No name'}</a>, here since{' '}
      <Day at={writer.since} timeZone={timeZone} locale={locale} />: {counted(writer.published, mostPublished, locale)}{' '}
      published, {writer.rejected.toLocaleString(locale)} rejected
      {writer.sanctions.map((sanction) => (
        <span key={sanction.id}>
          {' '}
          <DeskState tone="bad">
            {sanctionNames[sanction.kind]}
            {sanction.until && (
              <>
                {' '}
                until <Day at={sanction.until} timeZone={timeZone} locale={locale} />
              </>
            )}
          </DeskState>
        </span>
      ))}
    </p>
  )
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= 160 ? line : `${line.slice(0, 160)}…`
}
