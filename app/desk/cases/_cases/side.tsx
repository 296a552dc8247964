import type { ArticleAuthor, CaseAtDesk } from '#lib/cases/desk-case.ts'
import { isOpen, movesFrom } from '#lib/cases/model.ts'
import { dateIn } from '#lib/clock.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { Day } from '#app/_ui/time.tsx'
import { DeskState } from '../../_ui/desk-state.tsx'
import { AskForm } from './ask-form.tsx'
import { CaseClockState } from './clock.tsx'
import { ArticleForm, DeadlineForm, OwnerForm, SeverityForm } from './fact-forms.tsx'
import { CaseLicences } from './licences.tsx'
import { MoveForm, ReopenForm } from './state-forms.tsx'
import { findingNames, stateNames } from './words.ts'

/** Where a case stands, in words and colour. */
export function CaseStanding({ one, now, settings, warnDays }: Pick<Props, 'one' | 'now' | 'settings' | 'warnDays'>) {
  return (
    <p className="desk-row mt-2">
      <DeskState tone={stateNames[one.state].tone}>
        {stateNames[one.state].name}
        {one.finding && `. ${findingNames[one.finding]}`}
      </DeskState>
      <CaseClockState one={one} now={now} warnDays={warnDays} />
      <span className="text-soft">
        {isOpen(one.state) ? 'To be answered by ' : 'Was to be answered by '}
        <Day at={one.dueAt} timeZone={settings.timeZone} locale={settings.locale} />
      </span>
    </p>
  )
}

interface Props {
  one: CaseAtDesk
  now: Date
  settings: Magazine
  warnDays: number
  workers: { id: string; name: string }[]
  authors: ArticleAuthor[]
}

/** All that changes where a case stands. */
export async function CaseSide({ one, settings, workers, authors }: Omit<Props, 'now' | 'warnDays'>) {
  const [moveStart, reopenStart, giveStart, judgeStart, articleStart, deadlineStart, askStart] = await Promise.all([
    refusedForm('move'),
    refusedForm('reopen'),
    refusedForm('give'),
    refusedForm('judge'),
    refusedForm('article'),
    refusedForm('deadline'),
    refusedForm('ask'),
  ])
  const open = isOpen(one.state)
  const judged = one.kind !== 'republishing'
  const seen = { caseId: one.id, seen: one.version }
  return (
    <aside className="case-side" aria-label="What can be done">
      <OwnerForm start={giveStart} caseId={one.id} ownerId={one.ownerId} workers={workers} />
      {!judged && <CaseLicences caseId={one.id} open={open} />}
      {judged && <SeverityForm start={judgeStart} {...seen} severity={one.severity} />}
      {open ? (
        <>
          <MoveForm
            start={moveStart}
            {...seen}
            states={movesFrom(one.state).filter((state) => state !== 'declined')}
            judged={judged}
          />
          <p className="desk-row mt-3">
            <a href={`/desk/cases/${one.id}/decline`}>Decline it …</a>
            <a href={`/desk/cases/${one.id}/merge`}>Merge it into another …</a>
          </p>
        </>
      ) : (
        <ReopenForm start={reopenStart} {...seen} />
      )}
      {open && (
        <details open={deadlineStart.message !== '' || undefined}>
          <summary>Move the deadline</summary>
          <DeadlineForm start={deadlineStart} {...seen} due={dateIn(one.dueAt, settings.timeZone)} />
        </details>
      )}
      <details open={articleStart.message !== '' || (one.article === null && judged) || undefined}>
        <summary>{one.article === null ? 'Say which article it is about' : 'It is about another article'}</summary>
        <ArticleForm start={articleStart} {...seen} slug={one.article?.slug ?? ''} />
      </details>
      {open && one.article !== null && (
        <details open={askStart.message !== '' || undefined}>
          <summary>Ask the author for a statement</summary>
          <AskForm
            start={askStart}
            {...seen}
            authors={authors.map(({ id, name, email }) => ({ id, name, hasAccount: email !== null }))}
            passage={one.details.passage ?? ''}
          />
        </details>
      )}
    </aside>
  )
}
