import type { Metadata } from 'next'
import { z } from 'zod'
import { maySeeArticlesAtDesk } from '#lib/articles/policy.ts'
import { entriesBetween, type CalendarEntry } from '#lib/articles/workflow/calendar.ts'
import { calendarDay, dateIn } from '#lib/clock.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { DeskDone, DeskState } from '../_ui/desk-state.tsx'
import { stateNames, stateTones } from '../articles/words.ts'
import { dayWords, daysOn, monthsOn, weekFrom, weekStart, weeksOf } from './days.ts'
import { DragToDays } from './drag-to-days.tsx'
import { MoveToDay } from './move-to-day.tsx'
import './calendar.css'

export const instant = false
export const metadata: Metadata = { title: 'Calendar', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({
  month: z
    .string()
    .regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
  week: z.iso.date().optional().catch(undefined),
  done: z.literal('moved').optional().catch(undefined),
})

/** What was published, is scheduled and is planned, day by day in the magazine's time zone: a month, or one week. */
export default async function CalendarPage({ searchParams }: Props) {
  await requireStaff('/desk/calendar', maySeeArticlesAtDesk)
  const ctx = await requestContext()
  const [query, { timeZone, locale }, start] = await Promise.all([
    searchParams.then((given) => querySchema.parse(given)),
    magazine(),
    refusedForm('calendar'),
  ])
  const today = dateIn(ctx.now, timeZone)
  const month = query.month ?? (query.week ?? today).slice(0, 7)
  const weeks = query.week === undefined ? weeksOf(month, locale) : [weekFrom(weekStart(query.week, locale))]
  const first = weeks[0]?.[0] ?? today
  const last = weeks.at(-1)?.at(-1) ?? today
  const entries = await entriesBetween(
    ctx,
    { start: calendarDay(first, timeZone)?.start ?? ctx.now, end: calendarDay(last, timeZone)?.end ?? ctx.now },
    timeZone,
  )
  const [before, after] =
    query.week === undefined
      ? [`?month=${monthsOn(month, -1)}`, `?month=${monthsOn(month, 1)}`]
      : [`?week=${daysOn(first, -7)}`, `?week=${daysOn(first, 7)}`]
  return (
    <>
      <h1>
        Calendar,{' '}
        {query.week === undefined
          ? dayWords(`${month}-01`, locale, { month: 'long', year: 'numeric' })
          : `week of ${dayWords(first, locale, { day: 'numeric', month: 'long', year: 'numeric' })}`}
      </h1>
      {query.done && <DeskDone>Moved. It keeps its time of day.</DeskDone>}
      <nav aria-label="Calendar" className="desk-filters">
        <ul>
          <li>
            <a href={before}>Before</a>
          </li>
          <li>
            <a href={`?month=${today.slice(0, 7)}`}>This month</a>
          </li>
          <li>
            <a href={`?week=${today}`}>This week</a>
          </li>
          <li>
            <a href={after}>After</a>
          </li>
        </ul>
      </nav>
      {entries.length === 0 && (
        <p className="desk-intro">
          Nothing is here yet. What is published, scheduled, or planned for a day at its article stands on its day.
        </p>
      )}
      {entries.some(({ state }) => state === 'scheduled') && (
        <p className="text-soft">
          Move what is scheduled to another day with “Move”
          <span className="calendar-by-drag">, or by dragging it there</span>: it keeps its time of day.
        </p>
      )}
      <DragToDays>
        <table className="calendar">
          <caption className="sr-only">Articles by day</caption>
          <thead>
            <tr>
              {(weeks[0] ?? []).map((date) => (
                <th key={date} scope="col">
                  {dayWords(date, locale, { weekday: 'long' })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week[0]}>
                {week.map((date) => (
                  <DayCell
                    key={date}
                    date={date}
                    isOutside={query.week === undefined && !date.startsWith(month)}
                    isToday={date === today}
                    entries={entries.filter((entry) => entry.date === date)}
                    zone={{ timeZone, locale }}
                    start={start}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </DragToDays>
    </>
  )
}

function DayCell({
  date,
  isOutside,
  isToday,
  entries,
  zone: { timeZone, locale },
  start,
}: {
  date: string
  isOutside: boolean
  isToday: boolean
  entries: CalendarEntry[]
  zone: { timeZone: string; locale: string }
  start: FormState
}) {
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone })
  return (
    <td
      data-day={date}
      data-outside={isOutside ? '' : undefined}
      data-today={isToday ? '' : undefined}
      data-empty={entries.length === 0 ? '' : undefined}
    >
      <time dateTime={date} className="calendar-date">
        <span className="calendar-weekday">{dayWords(date, locale, { weekday: 'long' })} </span>
        {dayWords(date, locale, { day: 'numeric' })}
        <span className="calendar-weekday"> {dayWords(date, locale, { month: 'long' })}</span>
        {isToday && <strong> today</strong>}
      </time>
      {entries.map(({ id, headline, state, at }) => (
        <div key={id} className="calendar-entry" data-desk-row data-article={state === 'scheduled' ? id : undefined}>
          <DeskState tone={stateTones[state]}>
            {stateNames[state]}
            {at && (
              <>
                , <time dateTime={at.toISOString()}>{time.format(at)}</time>
              </>
            )}
          </DeskState>
          <a href={`/desk/articles/${id}`} draggable={state === 'scheduled' ? false : undefined}>
            {headline}
          </a>
          {state === 'scheduled' && <MoveToDay start={start} article={id} headline={headline} date={date} />}
        </div>
      ))}
    </td>
  )
}
