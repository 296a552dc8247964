import { calendarDay, dateIn } from '#lib/clock.ts'
import { explain, type Benefit, type Explanation, type LedgerRow } from '#lib/membership/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { formatDay } from '#app/_ui/time.tsx'
import { DeskState } from '../../_ui/desk-state.tsx'

const questions: Record<Benefit, string> = {
  comment: 'Comment',
  ad_free: 'Read without advertising',
  supporters_articles: 'Read supporters’ articles',
  patrons_articles: 'Read patrons’ articles',
}
const benefits = ['comment', 'ad_free', 'supporters_articles', 'patrons_articles'] as const

/** Why this person can or cannot do each thing, today or on any day that is asked for; answered from the ledger. */
export function Why({ ledger, now, on, settings }: { ledger: LedgerRow[]; now: Date; on: string; settings: Magazine }) {
  const { timeZone, locale } = settings
  const today = dateIn(now, timeZone)
  const chosen = on === today ? null : calendarDay(on, timeZone)
  // A day has two ends: what began or ended within it is told for both.
  const instants = chosen ? [chosen.start, new Date(chosen.end.getTime() - 1)] : [now]
  const when = chosen ? formatDay(chosen.start, timeZone, locale) : 'today'
  return (
    <>
      <form className="desk-row mt-3">
        <h3>Why can or can’t they, {when}?</h3>
        <label htmlFor="on" className="sr-only">
          On which day
        </label>
        <input id="on" name="on" type="date" defaultValue={chosen ? on : today} className="field w-auto" />
        <button type="submit" className="button button-quiet">
          Ask
        </button>
        {chosen && <a href="?">Today</a>}
      </form>
      <dl className="desk-facts">
        {benefits.map((benefit) => (
          <div key={benefit}>
            <dt>{questions[benefit]}</dt>
            <dd>
              {answers(ledger, instants, benefit).map(({ at, explanation }) => (
                <p key={at}>
                  <DeskState tone={explanation.allowed ? 'good' : 'quiet'}>
                    {at}
                    {explanation.allowed ? 'Yes.' : 'No.'}
                  </DeskState>{' '}
                  {withDates(explanation, settings)}
                </p>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function answers(ledger: LedgerRow[], instants: Date[], benefit: Benefit): { at: string; explanation: Explanation }[] {
  const [first, last] = instants.map((instant) => explain(ledger, instant, benefit))
  if (!first) return []
  if (!last || (first.allowed === last.allowed && first.rule === last.rule))
    return [{ at: '', explanation: last ?? first }]
  return [
    { at: 'As the day began: ', explanation: first },
    { at: 'As it ended: ', explanation: last },
  ]
}

function withDates({ sentence, dates }: Explanation, { timeZone, locale }: Magazine): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const at = dates[name]
    return at ? formatDay(at, timeZone, locale) : whole
  })
}
