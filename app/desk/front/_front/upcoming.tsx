import type { StoredArrangement } from '#lib/front-page/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { Exactly } from './exactly.tsx'

/** Changes to come, the next first. */
export function Upcoming({
  changes,
  names,
  settings,
}: {
  changes: StoredArrangement[]
  names: ReadonlyMap<string, string>
  settings: Magazine
}) {
  return (
    <section aria-labelledby="upcoming" className="desk-section">
      <h2 id="upcoming">Changes to come</h2>
      {changes.length === 0 && (
        <p className="desk-intro">
          None. Arrange the page below and choose “From”: it changes by itself then, and back again when you also say
          until when.
        </p>
      )}
      {changes.length > 0 && (
        <DeskTable
          label="Changes to come"
          columns={[
            { name: 'From' },
            { name: 'Until' },
            { name: 'What for', minor: true },
            { name: 'By', minor: true },
            { name: 'Look' },
          ]}
        >
          {changes.map(({ id, startsAt, endsAt, name, changedBy }) => (
            <DeskRow key={id}>
              <DeskCell>
                <a href={`/desk/front/${id}`}>
                  <Exactly at={startsAt} settings={settings} />
                </a>
              </DeskCell>
              <DeskCell>{endsAt ? <Exactly at={endsAt} settings={settings} /> : 'further notice'}</DeskCell>
              <DeskCell minor>{name}</DeskCell>
              <DeskCell minor>{names.get(changedBy ?? '') ?? ''}</DeskCell>
              <DeskCell>
                <a href={`/desk/front/preview?change=${id}`} target="_blank">
                  Preview<span className="sr-only"> of {name || 'this change'} (new tab)</span>
                </a>
              </DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
    </section>
  )
}
