import type { RelatedCase } from '#lib/cases/desk-case.ts'
import { isOpen, type CaseState } from '#lib/cases/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Ago } from '../../_ui/desk-time.tsx'
import { kindNames, stateNames } from './words.ts'

/** Other cases about the same article or from the same reader: what may be one with this one. */
export function RelatedCases({
  related,
  caseId,
  state,
  now,
  settings,
}: {
  related: RelatedCase[]
  caseId: string
  state: CaseState
  now: Date
  settings: Magazine
}) {
  if (related.length === 0) return null
  return (
    <section aria-labelledby="related" className="desk-section">
      <h2 id="related">About the same article, or from the same reader</h2>
      <ul className="mt-2 space-y-2">
        {related.map((other) => (
          <li key={other.id}>
            <a href={`/desk/cases/${other.id}`}>{other.reference}</a>, {kindNames[other.kind].toLowerCase()},{' '}
            {stateNames[other.state].name.toLowerCase()}, from {other.isBySame ? 'the same reader' : other.name},{' '}
            <Ago at={other.receivedAt} now={now} settings={settings} />
            {isOpen(state) && isOpen(other.state) && (
              <>
                {' '}
                (<a href={`/desk/cases/${caseId}/merge?into=${other.reference}`}>merge this one into it</a>)
              </>
            )}
            <span className="case-under">{shortened(other.message)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function shortened(text: string): string {
  return text.length <= 140 ? text : `${text.slice(0, 139).trimEnd()} …`
}
