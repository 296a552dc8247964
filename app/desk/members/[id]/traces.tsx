import { commentsCountedOf } from '#lib/comments/queries.ts'
import type { Context } from '#lib/context.ts'
import type { ChangeOnFile, DonorFile } from '#lib/donations/donor-file.ts'
import { mailsTo } from '#lib/mail/queries.ts'
import type { PersonOnFile } from '#lib/people/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Minute } from '#app/_ui/time.tsx'
import { DeskState } from '../../_ui/desk-state.tsx'
import { DeskCell, DeskTable } from '../../_ui/desk-table.tsx'
import { giftInWords } from '../words.ts'

interface Props {
  person: PersonOnFile
  file: DonorFile
  settings: Magazine
  ctx: Context
}

/** What else a person left behind: changes asked for, checkouts begun, mails, comments. */
export async function Traces({ person, file, settings, ctx }: Props) {
  const { timeZone, locale } = settings
  const [mails, comments] = await Promise.all([mailsTo(ctx, person.email, 50), commentsCountedOf(ctx, person.id)])
  const at = (instant: Date) => <Minute at={instant} timeZone={timeZone} locale={locale} />
  return (
    <>
      {file.changes.length > 0 && (
        <section aria-labelledby="changes" className="desk-section">
          <h2 id="changes">Changes asked for</h2>
          <DeskTable
            label="Changes asked for, the newest first"
            columns={[{ name: 'When' }, { name: 'What' }, { name: 'Why' }, { name: 'State' }]}
          >
            {file.changes.map((change) => (
              <tr key={change.id}>
                <DeskCell>{at(change.createdAt)}</DeskCell>
                <DeskCell>{changeInWords(change)}</DeskCell>
                <DeskCell>
                  {[change.reason?.replaceAll('_', ' '), change.comment].filter(Boolean).join(': ') || '—'}
                </DeskCell>
                <DeskCell>
                  {stateWords[change.state]}
                  {change.problem !== null && <span className="text-soft"> ({change.problem})</span>}
                </DeskCell>
              </tr>
            ))}
          </DeskTable>
        </section>
      )}
      {file.attempts.length > 0 && (
        <section aria-labelledby="attempts" className="desk-section">
          <h2 id="attempts">Checkouts</h2>
          <DeskTable
            label="Checkouts begun, the newest first"
            columns={[{ name: 'When' }, { name: 'For' }, { name: 'State' }]}
          >
            {file.attempts.map((attempt) => (
              <tr key={attempt.id}>
                <DeskCell>{at(attempt.createdAt)}</DeskCell>
                <DeskCell>{giftInWords(attempt, locale)}</DeskCell>
                <DeskCell>{attemptWords[attempt.state]}</DeskCell>
              </tr>
            ))}
          </DeskTable>
        </section>
      )}
      <section aria-labelledby="mails" className="desk-section">
        <h2 id="mails">Mails</h2>
        {mails.length === 0 ? (
          <p className="desk-intro">None was posted.</p>
        ) : (
          <DeskTable
            label="Mails posted, the newest first"
            columns={[{ name: 'When' }, { name: 'Kind' }, { name: 'State' }]}
          >
            {mails.map((mail) => (
              <tr key={mail.id}>
                <DeskCell>{at(mail.postedAt)}</DeskCell>
                <DeskCell>{mail.kind.replaceAll('-', ' ')}</DeskCell>
                <DeskCell>
                  {mail.sentAt ? (
                    <DeskState tone="good">Sent {at(mail.sentAt)}</DeskState>
                  ) : mail.refusedAt ? (
                    <DeskState tone="bad">Refused</DeskState>
                  ) : (
                    <DeskState tone="warn">Waiting</DeskState>
                  )}
                  {mail.problem !== null && <span className="text-soft"> {mail.problem}</span>}
                </DeskCell>
              </tr>
            ))}
          </DeskTable>
        )}
      </section>
      <section aria-labelledby="comments" className="desk-section">
        <h2 id="comments">Comments</h2>
        <p className="desk-intro">
          {comments.count === 0 ? 'None.' : `${comments.count}, the newest under `}
          {comments.newest && (
            <a href={`/articles/${comments.newest.articleSlug}#comment-${comments.newest.id}`}>
              {comments.newest.headline}
            </a>
          )}
        </p>
      </section>
    </>
  )
}

const stateWords = { begun: 'Under way', done: 'Done', refused: 'Refused' } as const

const attemptWords = {
  begun: 'Begun',
  open: 'Open at Stripe',
  completed: 'Paid',
  expired: 'Expired',
  failed: 'Failed',
} as const

const kindWords = { change: 'Change', pause: 'Pause', cancel: 'Cancel', resume: 'Resume' } as const

function changeInWords({ kind, details }: ChangeOnFile): string {
  const parts = Object.entries(details).map(([name, value]) => `${name}: ${value}`)
  return [kindWords[kind], ...(parts.length === 0 ? [] : [`(${parts.join(', ')})`])].join(' ')
}
