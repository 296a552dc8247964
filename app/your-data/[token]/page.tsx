import type { Metadata } from 'next'
import { mailedArchive } from '#lib/privacy/archives.ts'
import { archiveIdIn } from '#lib/privacy/links.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { Day } from '#app/_ui/time.tsx'

export const instant = false
export const metadata: Metadata = {
  title: 'What we keep about you',
  robots: { index: false, follow: false },
  referrer: 'same-origin',
}

interface Props {
  params: Promise<{ token: string }>
}

/** Where the mail leads somebody who asked what is kept about them and has no account. */
export default async function YourDataPage({ params }: Props) {
  const { token } = await params
  const ctx = await requestContext()
  const [settings, id] = [await magazine(), archiveIdIn(ctx, token)]
  const archive = id === null ? null : await mailedArchive(ctx, id)
  if (archive === null)
    return (
      <PlainPage title="Nothing to fetch here">
        <p className="mt-4 text-lg text-pretty">
          The address is not whole, or its days are over: what was put together for you is removed a week after it was
          ready. <a href="/contact/managing-editor">Write to us</a> if you still need it.
        </p>
      </PlainPage>
    )
  return (
    <PlainPage title="What we keep about you">
      <p className="mt-4 text-lg text-pretty">
        Everything that {settings.name} has on record about {archive.email}, in one archive: open “index.html” in it to
        read.
        {archive.expiresAt && (
          <>
            {' '}
            It can be fetched until <Day at={archive.expiresAt} timeZone={settings.timeZone} locale={settings.locale} />
            .
          </>
        )}
      </p>
      <p className="mt-6">
        {/* A file, not a page: Next must not fetch it ahead. */}
        <a href={`/your-data/${token}/archive.zip`} download className="button">
          Fetch the archive
        </a>
      </p>
    </PlainPage>
  )
}
