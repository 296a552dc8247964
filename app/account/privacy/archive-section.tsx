import type { PersonalArchive } from '#lib/privacy/archives.ts'
import { archiveDays } from '#lib/privacy/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { Day } from '#app/_ui/time.tsx'
import { askForEverything } from './actions.ts'

interface Props {
  archive: PersonalArchive | null
  start: FormState
  settings: Magazine
  email: string
}

/** A copy of everything, for whoever is signed in. */
export function ArchiveSection({ archive, start, settings, email }: Props) {
  const isUnderWay = archive?.state === 'waiting' || archive?.state === 'running'
  return (
    <section aria-labelledby="copy" className="mt-10 border-t border-strong pt-4">
      <h2 id="copy" className="text-2xl">
        A copy of everything
      </h2>
      <p className="mt-3 text-pretty">
        All that {settings.name} has on record about you, in one archive: a page to read, your receipts and letters, and
        the same as files for software. It takes some minutes to put together; we write to {email} when it is ready, and
        keep it here for {archiveDays} days.
      </p>
      {isUnderWay && (
        <output className="mt-4 block border-l-4 border-accent bg-panel px-5 py-4">
          <strong>It is being put together.</strong> A mail says when it is ready. You can leave this page.
        </output>
      )}
      {archive?.state === 'done' && archive.expiresAt && (
        <p className="mt-4">
          {/* A file, not a page: Next must not fetch it ahead. */}
          <a href="/account/privacy/archive.zip" download className="button">
            Fetch the copy of <Day at={archive.requestedAt} timeZone={settings.timeZone} locale={settings.locale} />
          </a>
          <span className="label mt-2 block text-soft">
            Until <Day at={archive.expiresAt} timeZone={settings.timeZone} locale={settings.locale} />, and only while
            you are signed in.
          </span>
        </p>
      )}
      {archive?.state === 'failed' && (
        <p className="mt-4">Something went wrong on our side, and nothing could be put together. Please try again.</p>
      )}
      {!isUnderWay && (
        <div className="mt-5">
          <ActForm
            action={askForEverything}
            start={start}
            hidden={{}}
            quiet={archive?.state === 'done'}
            button={archive?.state === 'done' ? 'Make a new copy' : 'Make a copy of everything'}
          />
        </div>
      )}
    </section>
  )
}
