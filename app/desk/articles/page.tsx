import type { Metadata } from 'next'
import { findArticles } from '#lib/articles/desk.ts'
import { accessSchema, articleStateSchema, isForReaders } from '#lib/articles/model.ts'
import { mayFindArticles, maySeeArticlesAtDesk } from '#lib/articles/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { positionFrom } from '#app/_server/position.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskFilters } from '../_ui/desk-filters.tsx'
import { DeskSearch } from '../_ui/desk-search.tsx'
import { DeskDone, DeskState } from '../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { Ago } from '../_ui/desk-time.tsx'
import { addressOf, readQuery } from './list-query.ts'
import { accessNames, stateNames, stateTones } from './words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Articles', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const pageLength = 50

/**
 * Every article, those changed last first, found by its words and narrowed by state, access and whom it waits for. Authors
 * find their own.
 */
export default async function ArticlesPage({ searchParams }: Props) {
  const staff = await requireStaff('/desk/articles', mayFindArticles)
  const isEditor = maySeeArticlesAtDesk(staff)
  const ctx = await requestContext()
  const given = await searchParams
  const query = readQuery(given)
  const position = positionFrom(query.after)
  const [settings, articles] = await Promise.all([
    magazine(),
    findArticles(ctx, {
      ...query,
      writtenBy: isEditor ? undefined : staff.id,
      assignedTo: query.waits === 'me' ? staff.id : query.waits === 'nobody' ? null : undefined,
      isThrownAway: query.only === 'thrown-away',
      limit: pageLength,
      after: position && { at: position.publishedAt, id: position.id },
    }),
  ])
  const last = articles.at(-1)
  const first = { ...query, after: undefined }
  return (
    <>
      <div className="desk-row justify-between">
        <h1>Articles</h1>
        <a href="/desk/articles/new" className="button">
          New article
        </a>
      </div>
      {given.done === 'deleted' && <DeskDone>The article is deleted for good.</DeskDone>}
      <DeskSearch
        path="/desk/articles"
        q={query.q}
        asked="Words of the article, its author or its address"
        placeholder="Words, an author, an address"
        kept={{ state: query.state, access: query.access, waits: query.waits, only: query.only }}
      />
      <div className="mt-1 flex flex-wrap gap-x-8">
        <DeskFilters
          label="By state"
          filters={[undefined, ...articleStateSchema.options].map((state) => ({
            name: state === undefined ? 'Every state' : stateNames[state],
            href: addressOf({ ...first, state }),
            here: query.state === state,
          }))}
        />
        <DeskFilters
          label="By whom they wait for"
          filters={([undefined, 'me', 'nobody'] as const).map((waits) => ({
            name: waits === undefined ? 'Anybody’s' : waits === 'me' ? 'Mine' : 'Unassigned',
            href: addressOf({ ...first, waits }),
            here: query.waits === waits,
          }))}
        />
        <DeskFilters
          label="By access"
          filters={[undefined, ...accessSchema.options].map((access) => ({
            name: access === undefined ? 'Any access' : accessNames[access],
            href: addressOf({ ...first, access }),
            here: query.access === access,
          }))}
        />
        <DeskFilters
          label="Kept or thrown away"
          filters={[undefined, 'thrown-away' as const].map((only) => ({
            name: only === undefined ? 'Kept' : 'Thrown away',
            href: addressOf({ ...first, only }),
            here: query.only === only,
          }))}
        />
      </div>
      {articles.length === 0 ? (
        <p className="desk-intro mt-4">
          No article is found.{' '}
          {!isEditor && 'You find here what you are an author of; begin something new with “New article”.'}
        </p>
      ) : (
        <DeskTable
          label="Articles"
          columns={[
            { name: 'Headline' },
            { name: 'By', minor: true },
            { name: 'State' },
            { name: 'Waits for', minor: true },
            { name: 'Access' },
            { name: 'Published', minor: true },
          ]}
        >
          {articles.map((article) => (
            <DeskRow key={article.id}>
              <DeskCell>
                <a href={`/desk/articles/${article.id}`}>{article.headline || 'Untitled'}</a>
                {article.hasWorkingCopy && isForReaders(article.state) && (
                  <span className="text-soft"> Changes not published</span>
                )}
              </DeskCell>
              <DeskCell minor>{article.byline}</DeskCell>
              <DeskCell>
                <DeskState tone={stateTones[article.state]}>{stateNames[article.state]}</DeskState>
              </DeskCell>
              <DeskCell minor>{article.assignedTo?.name}</DeskCell>
              <DeskCell>{accessNames[article.access]}</DeskCell>
              <DeskCell minor>
                {article.publishedAt && <Ago at={article.publishedAt} now={ctx.now} settings={settings} />}
              </DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
      {last && articles.length === pageLength && (
        <p className="mt-3">
          <a href={addressOf({ ...query, after: `${last.updatedAt.getTime()}_${last.id}` })}>More</a>
        </p>
      )}
    </>
  )
}
