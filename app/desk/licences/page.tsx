import type { Metadata } from 'next'
import { z } from 'zod'
import { mayLicense } from '#lib/licences/policy.ts'
import { countLicences, licenceFilters, licencesPerPage, listLicences } from '#lib/licences/queries.ts'
import { formatMoney } from '#lib/money.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskFilters } from '../_ui/desk-filters.tsx'
import { DeskState } from '../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { Ago } from '../_ui/desk-time.tsx'
import { listAddress } from '../_ui/list-address.ts'
import { filterWords, standingWords } from './_licences/words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Licences', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({
  show: z.enum(licenceFilters).optional().catch(undefined),
  before: z.coerce.number().int().min(1).optional().catch(undefined),
})

/** Who may republish what, on which terms, and whether they have paid. */
export default async function LicencesPage({ searchParams }: Props) {
  await requireStaff('/desk/licences', mayLicense)
  const ctx = await requestContext()
  const { show, before } = querySchema.parse(await searchParams)
  const [settings, counts, { lines, more }] = await Promise.all([
    magazine(),
    countLicences(ctx),
    listLicences(ctx, show, before),
  ])
  const all = licenceFilters.reduce((sum, filter) => sum + counts[filter], 0)
  return (
    <>
      <div className="desk-row justify-between">
        <h1>Licences</h1>
        <a href="/desk/licences/new" className="button">
          Offer a licence
        </a>
      </div>
      <p className="desk-intro">
        Who may republish what. Enquiries come as <a href="/contact/republishing">messages to the managing editor</a>;
        whoever has a licence is told by mail when the article is corrected.
      </p>
      <DeskFilters
        label="Which licences"
        filters={[
          { name: `All ${all}`, href: '/desk/licences', here: show === undefined },
          ...licenceFilters
            .filter((filter) => counts[filter] > 0 || filter === show)
            .map((filter) => ({
              name: `${filterWords[filter]} ${counts[filter]}`,
              href: listAddress('/desk/licences', { show: filter }),
              here: filter === show,
            })),
        ]}
      />
      {lines.length === 0 ? (
        <p className="mt-4">{all === 0 ? 'Nobody has been offered a licence yet.' : 'No licence is in this state.'}</p>
      ) : (
        <DeskTable
          label={`Licences, the newest first, at most ${licencesPerPage}`}
          columns={[
            { name: 'Licence' },
            { name: 'Publication' },
            { name: 'State' },
            { name: 'Fee', figures: true },
            { name: 'Offered', minor: true },
          ]}
        >
          {lines.map((line) => (
            <DeskRow key={line.id}>
              <DeskCell>
                <a href={`/desk/licences/${line.id}`}>{line.headline}</a>
                <span className="block text-soft">{line.reference}</span>
              </DeskCell>
              <DeskCell>
                {line.publication}
                <span className="block text-soft">{line.licensee}</span>
              </DeskCell>
              <DeskCell>
                <DeskState tone={standingWords[line.standing].tone}>{standingWords[line.standing].name}</DeskState>
              </DeskCell>
              <DeskCell figures>{line.cost === null ? 'None' : formatMoney(line.cost, settings.locale)}</DeskCell>
              <DeskCell minor>
                <Ago at={line.offeredAt} now={ctx.now} settings={settings} />
              </DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
      {more && (
        <p className="mt-4">
          <a href={listAddress('/desk/licences', { show, before: String(lines.at(-1)?.number ?? '') })}>
            Older licences
          </a>
        </p>
      )}
    </>
  )
}
