import { caseKinds, caseStates } from '#lib/cases/model.ts'
import { Choice } from '../../_ui/choice.tsx'
import type { ListQuery } from './addresses.ts'
import { kindNames, stateNames } from './words.ts'

/** Narrows the list of cases and searches it; `/` leads to its words (desk-keys.tsx). */
export function CaseFilterForm({ query, workers }: { query: ListQuery; workers: { id: string; name: string }[] }) {
  return (
    <search>
      <form action="/desk/cases" className="desk-row mt-3">
        {query.show && <input type="hidden" name="show" value={query.show} />}
        {query.article && <input type="hidden" name="article" value={query.article} />}
        <Choice name="kind" label="Kind" chosen={query.kind} all="Every kind">
          {caseKinds.map((kind) => (
            <option key={kind} value={kind}>
              {kindNames[kind]}
            </option>
          ))}
        </Choice>
        <Choice name="state" label="State" chosen={query.state} all="Every state">
          {caseStates.map((state) => (
            <option key={state} value={state}>
              {stateNames[state].name}
            </option>
          ))}
        </Choice>
        <Choice name="owner" label="Owner" chosen={query.owner} all="Every owner">
          <option value="me">Mine</option>
          <option value="nobody">Nobody’s</option>
          {workers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
        <label htmlFor="q" className="sr-only">
          Words, a name, an address or a reference
        </label>
        <input
          id="q"
          name="q"
          type="search"
          defaultValue={query.q}
          maxLength={200}
          placeholder="Words, a name or a reference"
          className="field cases-words"
          data-desk-search
        />
        <button type="submit" className="button button-quiet">
          Show
        </button>
      </form>
    </search>
  )
}
