import type { AskedStatement } from '#lib/cases/statements.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Minute } from '#app/_ui/time.tsx'

/** What an author was asked, and what they have said: all that they are shown of a case. */
export function Asked({ asked, settings }: { asked: AskedStatement; settings: Magazine }) {
  const { timeZone, locale } = settings
  return (
    <>
      {asked.article && (
        <p className="mt-3">
          About{' '}
          {asked.article.isPublished ? (
            <a href={`/articles/${asked.article.slug}`}>{asked.article.headline}</a>
          ) : (
            asked.article.headline
          )}
        </p>
      )}
      {asked.passage !== '' && (
        <blockquote className="mt-3 border-l-4 border-strong pl-4 text-soft wrap-anywhere whitespace-pre-wrap">
          {asked.passage}
        </blockquote>
      )}
      <p className="mt-3 wrap-anywhere whitespace-pre-wrap">{asked.question}</p>
      <p className="label mt-1 text-soft">
        Asked on <Minute at={asked.askedAt} timeZone={timeZone} locale={locale} />
      </p>
      {asked.statements.map(({ id, text, at }) => (
        <div key={id} className="mt-4 bg-panel px-4 py-3">
          <p className="label text-soft">
            You said on <Minute at={at} timeZone={timeZone} locale={locale} />
          </p>
          <p className="mt-1 wrap-anywhere whitespace-pre-wrap">{text}</p>
        </div>
      ))}
    </>
  )
}
