import type { ArticleAtDesk } from '#lib/articles/desk.ts'
import { mayCorrect } from '#lib/cases/policy.ts'
import { mayLicense } from '#lib/licences/policy.ts'
import type { Person } from '#lib/people/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Day } from '#app/_ui/time.tsx'
import { DeskState } from '../../_ui/desk-state.tsx'
import { stateNames, stateTones } from '../words.ts'

/** What the article is called, how it stands, and what else can be done with it. */
export function ArticleHead({
  article,
  staff,
  settings,
}: {
  article: ArticleAtDesk
  staff: Person
  settings: Magazine
}) {
  const { state, slug, publishedAt, byline, headline } = article
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/articles">Articles</a>
      </p>
      <h1>{headline || 'Untitled'}</h1>
      <p className="mt-1">
        <DeskState tone={stateTones[state]}>{stateNames[state]}</DeskState>
        <span className="text-soft">
          {publishedAt && (
            <>
              , <Day at={publishedAt} timeZone={settings.timeZone} locale={settings.locale} />
            </>
          )}
          {byline !== '' && `, by ${byline}`}
        </span>
        {state === 'published' && (
          <>
            {' '}
            <a href={`/articles/${slug}`}>See it as you read it</a>
            {mayCorrect(staff) && (
              <>
                {' '}
                <a href={`/desk/corrections/new?article=${slug}`}>Correct it</a>
              </>
            )}
            {mayLicense(staff) && (
              <>
                {' '}
                <a href={`/desk/licences/new?article=${slug}`}>License it</a>
              </>
            )}
          </>
        )}
      </p>
    </>
  )
}
