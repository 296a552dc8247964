import type { QueueLine } from '#lib/books/queue.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { DeskState } from '../../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { stateNames, troubleNames } from './words.ts'

/** Claims, the oldest first, without a name or an address. */
export function QueueTable({
  lines,
  empty,
  now,
  settings,
}: {
  lines: QueueLine[]
  /** What is said where there are none. */
  empty: string
  now: Date
  settings: Magazine
}) {
  if (lines.length === 0) return <p className="mt-4 max-w-2xl">{empty}</p>
  return (
    <DeskTable
      label="Claims, the oldest first"
      columns={[
        { name: 'Claim', figures: true },
        { name: 'Book' },
        { name: 'State' },
        { name: 'Zone', minor: true },
        { name: 'Copy', figures: true },
        { name: 'Dedication', minor: true },
        { name: 'Since', minor: true },
      ]}
    >
      {lines.map((line) => (
        <DeskRow key={line.id}>
          <DeskCell figures>
            <a href={`/desk/books/${line.id}`}>{line.number}</a>
          </DeskCell>
          <DeskCell>{line.bookTitle}</DeskCell>
          <DeskCell>
            <DeskState tone={stateNames[line.standing].tone}>{stateNames[line.standing].name}</DeskState>
            {line.trouble && (
              <span className="block">
                <DeskState tone="bad">{troubleNames[line.trouble]}</DeskState>
              </span>
            )}
          </DeskCell>
          <DeskCell minor>{[line.zone, line.country].filter((part) => part !== null).join(', ')}</DeskCell>
          <DeskCell figures>{line.copyNumber ?? ''}</DeskCell>
          <DeskCell minor>
            {line.dedication}
            {line.dedicationState === 'pending' && <span className="text-soft"> (to read)</span>}
          </DeskCell>
          <DeskCell minor>
            <Ago at={line.since} now={now} settings={settings} />
          </DeskCell>
        </DeskRow>
      ))}
    </DeskTable>
  )
}
