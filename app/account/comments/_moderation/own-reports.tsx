import { reportReasonNames } from '#lib/comments/moderation/model.ts'
import { reportsBy } from '#lib/comments/moderation/reports.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { Minute } from '#app/_ui/time.tsx'

const outcomes = {
  upheld: 'A moderator agreed, and the comment is no longer shown.',
  declined: 'A moderator looked at it, and it stays.',
} as const

/** What the person signed in has reported, and what became of it. */
export async function OwnReports({ personId, settings }: { personId: string; settings: Magazine }) {
  const reports = await reportsBy(await requestContext(), personId)
  if (reports.length === 0) return null
  return (
    <section aria-labelledby="reported" className="mt-10">
      <h2 id="reported" className="text-xl font-semibold">
        What you reported
      </h2>
      <ul className="mt-3 border-t border-rule">
        {reports.map(({ id, articleSlug, headline, reason, at, outcome }) => (
          <li key={id} className="border-b border-rule py-3">
            <p>
              A comment under <a href={`/articles/${articleSlug}`}>{headline}</a>:{' '}
              {reportReasonNames[reason].toLowerCase()}
            </p>
            <p className="label text-soft">
              <Minute at={at} timeZone={settings.timeZone} locale={settings.locale} />.{' '}
              {outcome === null ? 'It waits for a moderator.' : outcomes[outcome]}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
