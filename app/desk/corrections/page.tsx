import type { Metadata } from 'next'
import { z } from 'zod'
import { mayCorrect } from '#lib/cases/policy.ts'
import { correctionsAtDesk } from '#lib/corrections/desk.ts'
import { correctionKinds, correctionNames } from '#lib/corrections/model.ts'
import { shortened } from '#lib/plain-text.ts'
import { requestContext } from '#app/_server/context.ts'
import { positionFrom } from '#app/_server/position.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskFilters } from '../_ui/desk-filters.tsx'
import { DeskState } from '../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { Ago } from '../_ui/desk-time.tsx'
import { listAddress } from '../_ui/list-address.ts'
import { severityNames, severityTones } from './words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Corrections', robots: { index: false } }

const path = '/desk/corrections'
const pageLength = 50
const querySchema = z.object({
  article: z.uuid().optional().catch(undefined),
  kind: z.enum(correctionKinds).optional().catch(undefined),
  after: z.string().optional().catch(undefined),
})

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Everything that was ever published as a correction, newest first. */
export default async function CorrectionsPage({ searchParams }: Props) {
  await requireStaff(path, mayCorrect)
  const ctx = await requestContext()
  const { article, kind, after } = querySchema.parse(await searchParams)
  const position = positionFrom(after)
  const [settings, found] = await Promise.all([
    magazine(),
    correctionsAtDesk(ctx, {
      articleId: article,
      kind,
      after: position && { at: position.publishedAt, id: position.id },
      limit: pageLength + 1,
    }),
  ])
  const corrections = found.slice(0, pageLength)
  const last = corrections.at(-1)
  return (
    <>
      <h1>Corrections</h1>
      <p className="desk-row mt-2">
        <a href="/desk/corrections/new" className="button">
          New correction
        </a>
        <a href="/corrections">As readers see them</a>
      </p>
      <DeskFilters
        label="By kind"
        filters={[undefined, ...correctionKinds].map((one) => ({
          name: one === undefined ? 'Every kind' : correctionNames[one],
          href: listAddress(path, { article, kind: one }),
          here: kind === one,
        }))}
      />
      {article !== undefined && (
        <p className="mt-2">
          Of one article only. <a href={listAddress(path, { kind })}>Of every article</a>
        </p>
      )}
      {corrections.length === 0 ? (
        <p className="desk-intro mt-4">
          Nothing has been corrected here. A correction is begun from a case, or from the article itself.
        </p>
      ) : (
        <DeskTable
          label="Corrections"
          columns={[
            { name: 'Article' },
            { name: 'Kind' },
            { name: 'Note', minor: true },
            { name: 'Severity', minor: true },
            { name: 'Published' },
          ]}
        >
          {corrections.map((one) => (
            <DeskRow key={one.id}>
              <DeskCell>
                <a href={`${path}/${one.id}`}>{one.headline}</a>
                {one.number > 1 && <span className="text-soft"> (number {one.number})</span>}
              </DeskCell>
              <DeskCell>{correctionNames[one.kind]}</DeskCell>
              <DeskCell minor>{shortened(one.note, 90)}</DeskCell>
              <DeskCell minor>
                <DeskState tone={severityTones[one.severity]}>{severityNames[one.severity]}</DeskState>
              </DeskCell>
              <DeskCell>
                <Ago at={one.publishedAt} now={ctx.now} settings={settings} />
              </DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
      {last && found.length > pageLength && (
        <p className="mt-3">
          <a href={listAddress(path, { article, kind, after: `${last.publishedAt.getTime()}_${last.id}` })}>Earlier</a>
        </p>
      )}
    </>
  )
}
