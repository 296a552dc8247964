import type { Metadata } from 'next'
import { takePoint, tryAgainIn } from '#lib/limits/limit.ts'
import { mostResults, resultsPerPage } from '#lib/search/model.ts'
import { search } from '#lib/search/queries.ts'
import { clientAddress } from '#app/_server/address.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { Byline } from '#app/_ui/byline.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { SearchForm } from '#app/_ui/search-form.tsx'
import { Day } from '#app/_ui/time.tsx'
import { Highlighted } from './highlighted.tsx'

export const instant = false

/** Words are looked for in all that was ever published: a reader never asks as often, a program might. */
const searchesFromOneAddress = { name: 'search', points: 200, seconds: 600 }

export const metadata: Metadata = { title: 'Search', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SearchPage({ searchParams }: Props) {
  const { q, page: given } = await searchParams
  const query = typeof q === 'string' ? q.trim() : ''
  const page = typeof given === 'string' && /^([1-9]|10)$/.test(given) ? Number(given) : 1
  const ctx = await requestContext()
  const { allowed, retryAfterSeconds } =
    query === ''
      ? { allowed: true, retryAfterSeconds: 0 }
      : await takePoint(ctx, searchesFromOneAddress, await clientAddress())
  const [settings, found] = await Promise.all([
    magazine(),
    query === '' || !allowed ? null : search(ctx, { q: query, after: (page - 1) * resultsPerPage }),
  ])
  return (
    <PlainPage title="Search">
      <div className="mt-6">
        <SearchForm query={query} />
      </div>
      {!allowed && (
        <p role="alert" className="field-error">
          Many searches came from your address. {tryAgainIn(retryAfterSeconds)} What you typed is still there.
        </p>
      )}
      {found?.state === 'too_long' && <p className="field-error">That is a long question. Try a few words of it.</p>}
      {found?.state === 'empty' && (
        <p className="mt-6 text-soft">Those words are in every article. Add one that says what you are looking for.</p>
      )}
      {found?.state === 'searched' && (
        <section aria-label="Results" className="mt-8">
          {found.corrected && (
            <p className="mb-4 text-soft">
              Nothing for “{found.corrected.from}”. These are results for{' '}
              <strong className="text-ink">“{found.corrected.to}”</strong>.
            </p>
          )}
          <output className="block label border-b border-strong pb-2 text-soft">
            {found.total === 0
              ? `Nothing found for “${query}”.`
              : `${found.total >= mostResults ? `The first ${mostResults} articles` : found.total === 1 ? '1 article' : `${found.total} articles`}`}
          </output>
          {found.total === 0 && (
            <p className="mt-5 text-pretty text-soft">
              Fewer or other words may help. Or look through the <a href="/topics">topics</a>.
            </p>
          )}
          <ol>
            {found.results.map((result) => (
              <li key={result.article.id} className="border-b border-rule py-5">
                <h2 className="text-xl leading-tight">
                  <a href={`/articles/${result.article.slug}`} className="headline-link">
                    <Highlighted parts={result.headline} />
                  </a>
                </h2>
                <p className="mt-1.5 text-[1.0625rem] leading-snug text-pretty">
                  <Highlighted parts={result.snippet} />
                </p>
                <p className="label mt-2 flex flex-wrap gap-x-3 text-soft">
                  <Byline authors={result.article.authors} />
                  <Day at={result.article.publishedAt} timeZone={settings.timeZone} locale={settings.locale} />
                </p>
              </li>
            ))}
          </ol>
          {(page > 1 || found.next !== null) && (
            <nav aria-label="Pages of results" className="mt-7 flex gap-3">
              {page > 1 && (
                <a
                  className="button button-quiet"
                  href={`/search?${new URLSearchParams({ q: query, page: String(page - 1) })}`}
                >
                  Back
                </a>
              )}
              {found.next !== null && (
                <a
                  className="button button-quiet"
                  href={`/search?${new URLSearchParams({ q: query, page: String(page + 1) })}`}
                >
                  More results
                </a>
              )}
            </nav>
          )}
        </section>
      )}
    </PlainPage>
  )
}
