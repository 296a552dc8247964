import type { WaitingEntry } from '#lib/books/waiting-list.ts'
import { zonesOf } from '#lib/books/wish.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { Day } from '#app/_ui/time.tsx'
import { DeedForm } from './deed-form.tsx'
import { TakeForm } from './take-form.tsx'

/** A place on a waiting list, or the copy that is held at its end. */
export async function WaitingLine({
  entry,
  start,
  settings,
}: {
  entry: WaitingEntry
  start: FormState
  settings: Magazine
}) {
  const { locale, timeZone } = settings
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  const countries =
    entry.state === 'held' && entry.isPaid
      ? (await zonesOf(await requestContext(), entry.campaignId))
          .flatMap((zone) => zone.countries.map((code) => ({ code, name: names.of(code) ?? code })))
          .toSorted((a, b) => a.name.localeCompare(b.name, locale))
      : []
  return (
    <section aria-label={`Waiting for ${entry.bookTitle}`} className="mt-7 border-t border-rule pt-4">
      <h2 className="text-2xl">
        <a href={`/books/${entry.slug}`} className="no-underline hover:underline">
          {entry.bookTitle}
        </a>
      </h2>
      <p className="text-soft">{entry.bookAuthor}</p>
      {entry.heldUntil === null ? (
        <p className="mt-2 text-lg">
          {entry.place === 1
            ? 'You are next on the waiting list.'
            : `You are number ${entry.place} on the waiting list.`}
        </p>
      ) : (
        <p className="mt-2 text-lg">
          A copy is held for you until <Day at={entry.heldUntil} timeZone={timeZone} locale={locale} />.{' '}
          {!entry.isPaid && <a href={`/books/${entry.slug}`}>Give, and it is yours.</a>}
        </p>
      )}
      {entry.heldUntil !== null && entry.isPaid && (
        <TakeForm start={start} id={entry.id} countries={countries} isDedicated={entry.isDedicated} />
      )}
      <div className="mt-3">
        <DeedForm start={start} deed="leave" id={entry.id} name="Leave the list" />
      </div>
    </section>
  )
}
