import type { LogLine } from '#lib/comments/moderation/log.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Ago } from '../../_ui/desk-time.tsx'
import { UndoForm } from './undo-form.tsx'

/** What was done, by whom, why; what is still fresh can be taken back by whoever did it. */
export function LogLines({
  lines,
  now,
  settings,
  viewerId,
  back,
}: {
  lines: LogLine[]
  now: Date
  settings: Magazine
  viewerId: string
  back: string
}) {
  return (
    <ul className="mt-2 space-y-1.5">
      {lines.map((line) => (
        <li key={line.id} data-desk-row>
          {line.actor ? (
            <a href={`/desk/comments/log?actor=${line.actor.id}`}>{line.actor.name ?? 'No name'}</a>
          ) : (
            'The automatic checks'
          )}{' '}
          {line.action === 'undid' ? `took back: ${line.reason}` : line.action}
          {line.commentId && (
            <>
              {' '}
              <a href={`/desk/comments/${line.commentId}`}>a comment</a>
            </>
          )}
          {line.person && (
            <>
              {line.commentId ? ' by ' : ': '}
              <a href={`/desk/comments/people/${line.person.id}`}>{line.person.name ?? 'No name'}</a>
            </>
          )}
          {line.article && <span className="text-soft"> under “{line.article.headline}”</span>},{' '}
          <Ago at={line.at} now={now} settings={settings} />
          {line.reason !== '' && line.action !== 'undid' && <span className="text-soft"> ({line.reason})</span>}
          {line.isUndone && <span className="text-soft"> Taken back.</span>}
          {line.isUndoable && line.actor?.id === viewerId && <UndoForm entry={line.id} batch="" back={back} />}
        </li>
      ))}
    </ul>
  )
}
