import type { CaseAtDesk, CaseEntry } from '#lib/cases/desk-case.ts'
import { caseStates, findings, severities } from '#lib/cases/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Minute } from '#app/_ui/time.tsx'
import { DeskState } from '../../_ui/desk-state.tsx'
import { FileLines } from './files.tsx'
import { findingNames, severityNames, stateNames } from './words.ts'

/** All that was written and done about a case, and about those that go on in it, in order: who, when, what. */
export function CaseRecord({ one, settings }: { one: CaseAtDesk; settings: Magazine }) {
  const { timeZone, locale } = settings
  return (
    <ol className="case-record">
      {one.record.map((entry) => {
        const other = one.merged.find(({ id }) => id === entry.caseId)
        return (
          <li key={entry.id} data-kind={entry.kind}>
            <p className="case-who">
              <strong>{sentence(entry, other?.name ?? one.name)}</strong>
              {other && <span className="text-soft"> in {other.reference}</span>}{' '}
              <span className="text-soft">
                <Minute at={entry.at} timeZone={timeZone} locale={locale} />
              </span>
            </p>
            {entry.details.subject && <p className="text-soft">Subject: {entry.details.subject}</p>}
            {entry.details.passage && <blockquote className="case-passage">{entry.details.passage}</blockquote>}
            {entry.details.stranger && (
              <p>
                <DeskState tone="bad">Not the reader’s address</DeskState> It came from {entry.details.stranger}. Make
                sure who wrote it before you act on it; the reader does not see it.
              </p>
            )}
            {entry.text !== '' && <div className="case-text">{entry.text}</div>}
            {entry.kind === 'published' && entry.details.correction && (
              <p>
                <a href={`/desk/corrections/${entry.details.correction}`}>The correction</a>
              </p>
            )}
            <FileLines files={entry.files} />
            {entry.details.refused && (
              <p className="text-soft">Not taken, because of what they are or how large: {entry.details.refused}</p>
            )}
            {entry.details.quoted && (
              <details>
                <summary>What it quotes</summary>
                <div className="case-text">{entry.details.quoted}</div>
              </details>
            )}
          </li>
        )
      })}
    </ol>
  )
}

function sentence({ kind, by, details, actor }: CaseEntry, reader: string): string {
  const who = by ?? (actor === 'reader' ? reader : actor === 'author' ? (details.name ?? 'The author') : 'The magazine')
  switch (kind) {
    case 'received':
      return `${reader} wrote`
    case 'letter_in':
      if (details.stranger !== undefined) return 'Somebody wrote, by mail'
      return `${reader} wrote again${details.via === 'mail' ? ', by mail' : ''}`
    case 'letter_out':
      return `${who} wrote to ${reader}`
    case 'note':
      return `${who} noted, for the desk`
    case 'owner':
      return details.to === undefined ? `${who} gave it to nobody` : `${who} gave it to ${details.to}`
    case 'state':
      return `${who} moved it from ${stateIn(details.from)} to ${stateIn(details.to)}${foundIn(details.finding)}`
    case 'severity':
      return `${who} judged it ${severityIn(details.to)}`
    case 'article':
      return details.to === undefined
        ? `${who} said that it is about no article`
        : `${who} said that it is about “${details.to}”`
    case 'deadline':
      return `${who} moved the deadline from ${details.from} to ${details.to}`
    case 'statement_asked':
      return `${who} asked ${details.name ?? details.recipient} for a statement${details.name === undefined ? '' : `, at ${details.recipient}`}`
    case 'statement':
      return `${who} answered with a statement`
    case 'merged':
      return `${who} merged it into ${details.into}`
    case 'merged_here':
      return `${who} merged ${details.from} into this one`
    case 'finding':
      return `${who} found${foundIn(details.finding)}`
    case 'published':
      return `${who} published what came of it${foundIn(details.finding)}`
    case 'reopened':
      return `${who} opened it again`
  }
}

function stateIn(value: string | undefined): string {
  const state = caseStates.find((one) => one === value)
  return state === undefined ? 'nowhere' : `“${stateNames[state].name}”`
}

function foundIn(value: string | undefined): string {
  const finding = findings.find((one) => one === value)
  return finding === undefined ? '' : `: ${findingNames[finding].toLowerCase()}`
}

function severityIn(value: string | undefined): string {
  const severity = severities.find((one) => one === value)
  return severity === undefined ? 'somehow' : severityNames[severity].toLowerCase()
}
