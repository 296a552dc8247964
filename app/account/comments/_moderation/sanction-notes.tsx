import { sanctionsTold } from '#lib/comments/moderation/appeals.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { Day } from '#app/_ui/time.tsx'

const words = {
  pre_moderation: 'What you write is read by a moderator before it is published.',
  suspension: 'You are suspended from commenting',
  ban: 'A moderator has ended your right to comment here.',
} as const

/** Measures in force against the person signed in, and the way to have them looked at again. */
export async function SanctionNotes({ personId, settings }: { personId: string; settings: Magazine }) {
  const inForce = await sanctionsTold(await requestContext(), personId)
  return inForce.map(({ id, kind, note, until, isAppealed }) => (
    <div key={id} className="mt-6 border-l-4 border-warn bg-panel px-4 py-3">
      <p className="font-semibold">
        {words[kind]}
        {until && (
          <>
            {' '}
            until <Day at={until} timeZone={settings.timeZone} locale={settings.locale} />.
          </>
        )}
      </p>
      {note !== '' && <p className="mt-1">The moderator writes: {note}</p>}
      <p className="label mt-1">
        {isAppealed ? (
          'You have appealed, and will be told.'
        ) : (
          <a href={`/account/comments/appeal/${id}`}>Ask for another look</a>
        )}
      </p>
    </div>
  ))
}
