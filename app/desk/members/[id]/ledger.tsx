import type { LedgerRow } from '#lib/membership/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Day, Minute } from '#app/_ui/time.tsx'
import { DeskCell, DeskTable } from '../../_ui/desk-table.tsx'
import { sourceNames, tierNames } from '../words.ts'

const stateWords = { active: 'active', ending: 'ending', grace: 'in grace', lapsed: 'lapsed' } as const

/** The ledger as it was written, the newest first. */
export function Ledger({ rows, settings }: { rows: LedgerRow[]; settings: Magazine }) {
  if (rows.length === 0) return null
  const { timeZone, locale } = settings
  return (
    <section aria-labelledby="ledger" className="desk-section">
      <h2 id="ledger">Ledger</h2>
      <DeskTable
        label="Membership ledger, the newest first"
        columns={[
          { name: 'From' },
          { name: 'Until' },
          { name: 'What' },
          { name: 'Source' },
          { name: 'Why' },
          { name: 'Recorded', minor: true },
        ]}
      >
        {rows.toReversed().map((row) => (
          <tr key={row.sequence}>
            <DeskCell>
              <Day at={row.validFrom} timeZone={timeZone} locale={locale} />
            </DeskCell>
            <DeskCell>
              {row.validUntil ? <Day at={row.validUntil} timeZone={timeZone} locale={locale} /> : '—'}
            </DeskCell>
            <DeskCell>
              {tierNames[row.tier]}, {stateWords[row.state]}
            </DeskCell>
            <DeskCell>
              {sourceNames[row.source]}
              <span className="block text-soft [overflow-wrap:anywhere]">{row.sourceRef}</span>
            </DeskCell>
            <DeskCell>{row.reason}</DeskCell>
            <DeskCell minor>
              <Minute at={row.recordedAt} timeZone={timeZone} locale={locale} />
            </DeskCell>
          </tr>
        ))}
      </DeskTable>
    </section>
  )
}
