import { diffWordsWithSpace } from 'diff'
import type { Revision } from '#lib/comments/moderation/at-desk.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Ago } from '../../_ui/desk-time.tsx'

/** Every text a comment has had, each against the one before it. */
export function Differences({ revisions, now, settings }: { revisions: Revision[]; now: Date; settings: Magazine }) {
  return (
    <ol className="mt-2 space-y-3">
      {revisions.map(({ revision, text, replacedAt }, index) => {
        const before = revisions[index - 1]
        return (
          <li key={revision}>
            <p className="text-soft">
              {before === undefined ? 'As it was posted' : 'Changed'}
              {before?.replacedAt && (
                <>
                  , <Ago at={before.replacedAt} now={now} settings={settings} />
                </>
              )}
              {replacedAt === null && ' (as it stands)'}
            </p>
            <div className="desk-difference">
              {before === undefined
                ? text
                : diffWordsWithSpace(before.text, text).map(({ added, removed, value }, part) =>
                    added ? (
                      <ins key={part}>{value}</ins>
                    ) : removed ? (
                      <del key={part}>{value}</del>
                    ) : (
                      <span key={part}>{value}</span>
                    ),
                  )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
