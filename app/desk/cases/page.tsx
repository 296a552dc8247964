import type { Metadata } from 'next'
import { articleAtDesk } from '#lib/articles/desk.ts'
import { caseCounts, caseShows, casesAtDesk } from '#lib/cases/desk-list.ts'
import { caseWorkers } from '#lib/cases/desk-case.ts'
import { mayWorkCases } from '#lib/cases/policy.ts'
import { caseViewsOf } from '#lib/cases/views.ts'
import { calendarDay, dateIn } from '#lib/clock.ts'
import { caseSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskFilters } from '../_ui/desk-filters.tsx'
import { DeskState } from '../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { Day } from '#app/_ui/time.tsx'
import { Ago } from '../_ui/desk-time.tsx'
import { listAddress, placeFrom, placeIn } from '../_ui/list-address.ts'
import { listSchema } from './_cases/addresses.ts'
import { CaseClockState } from './_cases/clock.tsx'
import { CaseFilterForm } from './_cases/filter-form.tsx'
import { RemoveViewForm, SaveViewForm } from './_cases/view-forms.tsx'
import { emptyWords, kindNames, showNames, stateNames } from './_cases/words.ts'
import './cases.css'

export const instant = false
export const metadata: Metadata = { title: 'Cases', robots: { index: false } }

const pageLength = 50
const columns = [
  { name: 'Case' },
  { name: 'From' },
  { name: 'About', minor: true },
  { name: 'Deadline' },
  { name: 'State' },
  { name: 'Owner', minor: true },
  { name: 'Came', minor: true },
]

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** What readers have written to the managing editor, the most pressing first. */
export default async function CasesPage({ searchParams }: Props) {
  const staff = await requireStaff('/desk/cases', mayWorkCases)
  const ctx = await requestContext()
  const given = await searchParams
  const query = listSchema.parse(given)
  const { show = query.q === '' ? 'open' : 'all', kind, state, article, q } = query
  const [settings, { warnDays }] = await Promise.all([magazine(), caseSettings(ctx)])
  const today = calendarDay(dateIn(ctx.now, settings.timeZone), settings.timeZone)
  const times = { warnDays, tomorrow: today?.end ?? ctx.now }
  const [found, counts, workers, views, about, keepStart, removeStart] = await Promise.all([
    casesAtDesk(
      ctx,
      {
        show,
        kind,
        state,
        owner: query.owner === 'me' ? staff.id : query.owner,
        articleId: article,
        q,
        after: placeFrom(given.after),
        limit: pageLength + 1,
      },
      times,
    ),
    caseCounts(ctx, times),
    caseWorkers(ctx),
    caseViewsOf(ctx, staff.id),
    article === undefined ? null : articleAtDesk(ctx, article),
    refusedForm('keep-view'),
    refusedForm('remove-view'),
  ])
  const here = (change: Record<string, string | undefined>) => listAddress('/desk/cases', { ...query, ...change })
  const rows = found.slice(0, pageLength)
  const last = rows.at(-1)
  const asKept = here({}).slice('/desk/cases?'.length)
  return (
    <>
      <div className="desk-row justify-between">
        <h1>Cases</h1>
        <div className="desk-row">
          <a href="/desk/cases/figures" className="button button-quiet">
            Figures
          </a>
          <a href="/desk/settings/cases" className="button button-quiet">
            Settings
          </a>
        </div>
      </div>
      <DeskFilters
        label="Cases"
        filters={caseShows.map((name) => ({
          name: name === 'all' ? showNames.all : `${showNames[name]} ${counts[name].toLocaleString(settings.locale)}`,
          href: here({ show: name }),
          here: show === name,
        }))}
      />
      {views.length > 0 && (
        <DeskFilters
          label="Views you keep"
          filters={views.map((view) => ({
            name: view.name,
            href: `/desk/cases?${view.query}`,
            here: asKept === view.query,
          }))}
        />
      )}
      <CaseFilterForm query={query} workers={workers} />
      <div className="desk-row mt-2">
        {about && (
          <p>
            About <strong>{about.headline}</strong>. <a href={here({ article: undefined })}>Show all</a>
          </p>
        )}
        {views
          .filter((view) => view.query === asKept)
          .map((view) => (
            <RemoveViewForm key={view.id} start={removeStart} id={view.id} name={view.name} />
          ))}
        {asKept !== '' && <SaveViewForm start={keepStart} query={asKept} />}
      </div>
      {rows.length === 0 ? (
        <p className="desk-intro mt-4">
          {kind || state || article || q || query.owner ? 'No case is like that.' : emptyWords[show]}
        </p>
      ) : (
        <DeskTable label="Cases" columns={columns}>
          {rows.map((row) => (
            <DeskRow key={row.id}>
              <DeskCell>
                <a
                  href={`/desk/cases/${row.id}`}
                  className={row.unreadSince ? 'case-reference case-unread' : 'case-reference'}
                >
                  {row.reference}
                </a>
                {row.unreadSince && <span className="case-mark">unread</span>}
                <span className="case-under">{kindNames[row.kind]}</span>
              </DeskCell>
              <DeskCell>{row.name}</DeskCell>
              <DeskCell minor>
                {row.article ? (
                  <a href={here({ article: row.article.id })}>{row.article.headline}</a>
                ) : (
                  <span className="text-soft">no article</span>
                )}
              </DeskCell>
              <DeskCell>
                <CaseClockState one={row} now={ctx.now} warnDays={warnDays} />
                <span className="case-under">
                  <Day at={row.dueAt} timeZone={settings.timeZone} locale={settings.locale} />
                </span>
              </DeskCell>
              <DeskCell>
                <DeskState tone={stateNames[row.state].tone}>
                  {row.isMerged ? 'Merged' : stateNames[row.state].name}
                </DeskState>
              </DeskCell>
              <DeskCell minor>{row.owner ?? <span className="text-soft">nobody</span>}</DeskCell>
              <DeskCell minor>
                <Ago at={row.receivedAt} now={ctx.now} settings={settings} />
              </DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
      {found.length > pageLength && last && (
        <p className="mt-4">
          <a href={here({ after: placeIn(last.place) })}>Further on</a>
        </p>
      )}
    </>
  )
}
