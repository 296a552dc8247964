import { Choice } from '../../_ui/choice.tsx'
import type { AuditQuery } from './addresses.ts'
import { kindName } from './words.ts'

interface Choices {
  people: { id: string; name: string }[]
  kinds: string[]
  actions: string[]
}

/** Narrows the audit log. What can be chosen is what stands in it. */
export function AuditFilterForm({ query, choices }: { query: AuditQuery; choices: Choices }) {
  return (
    <search>
      <form action="/desk/audit" className="desk-row mt-3">
        <Choice name="who" label="Who" chosen={query.who} all="Everybody">
          {choices.people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
        <Choice name="kind" label="To what" chosen={query.kind} all="To anything">
          {choices.kinds.map((kind) => (
            <option key={kind} value={kind}>
              {kindName(kind)}
            </option>
          ))}
        </Choice>
        <Choice name="action" label="Did what" chosen={query.action} all="Did anything">
          {choices.actions.map((action) => (
            <option key={action}>{action}</option>
          ))}
        </Choice>
        <DateField name="from" label="From" chosen={query.from} />
        <DateField name="to" label="To" chosen={query.to} />
        <button type="submit" className="button button-quiet">
          Show
        </button>
      </form>
    </search>
  )
}

function DateField({ name, label, chosen = '' }: { name: string; label: string; chosen: string | undefined }) {
  return (
    <label className="audit-date">
      {label}
      <input className="field" type="date" name={name} defaultValue={chosen} key={chosen} />
    </label>
  )
}
