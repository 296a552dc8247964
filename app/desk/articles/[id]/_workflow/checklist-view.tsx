import type { ChecklistItem } from '#lib/articles/workflow/checklist.ts'
import { DeskState } from '../../../_ui/desk-state.tsx'
import { checkTones, checkWords, fieldAnchors } from './words.ts'

/** What is missing before readers see it, each leading to where it is put right, for whoever may; what is in order, folded away. */
export function ChecklistView({ items, mayEdit }: { items: ChecklistItem[]; mayEdit: boolean }) {
  const faults = items
    .filter(({ state }) => state !== 'ok')
    .toSorted((one, other) => Number(other.state === 'block') - Number(one.state === 'block'))
  const fine = items.filter(({ state }) => state === 'ok')
  return (
    <section aria-labelledby="checklist-title" className="workflow-part">
      <h3 id="checklist-title">Checklist</h3>
      {faults.length === 0 ? (
        <p className="mt-1">
          <DeskState tone="good">Nothing is missing.</DeskState>
        </p>
      ) : (
        <ul className="workflow-checks">
          {faults.map((item) => (
            <li key={item.name}>
              <DeskState tone={checkTones[item.state]}>{checkWords[item.state]}</DeskState>{' '}
              {mayEdit ? <a href={fieldAnchors[item.where]}>{item.name}</a> : <strong>{item.name}</strong>}
              <span className="workflow-why">{item.why}</span>
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{fine.length} in order</summary>
        <ul className="workflow-fine">
          {fine.map(({ name }) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </details>
    </section>
  )
}
