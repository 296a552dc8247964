import { z } from 'zod'
import type { AuditRow } from '#lib/audit/audit.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { Ago } from './desk-time.tsx'

const detailsSchema = z.record(z.string(), z.unknown()).catch({})

/** Who of the staff did what to a thing. Nothing when nobody did anything. */
export async function AuditLines({ rows, now, settings }: { rows: AuditRow[]; now: Date; settings: Magazine }) {
  if (rows.length === 0) return null
  const names = await peopleNamed(await requestContext(), [...new Set(rows.map((row) => row.actorId))])
  return (
    <section aria-labelledby="audit" className="desk-section">
      <h2 id="audit">What staff did</h2>
      <ul className="mt-2 space-y-1.5">
        {rows.map((row) => (
          <li key={row.id}>
            {names.get(row.actorId) ?? row.actorId} {row.action}, <Ago at={row.at} now={now} settings={settings} />
            <span className="text-soft">{inWords(row.details)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function inWords(details: unknown): string {
  const parts = Object.entries(detailsSchema.parse(details)).map(([name, value]) => `${name}: ${String(value)}`)
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`
}
