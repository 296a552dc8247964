import type { Metadata } from 'next'
import { z } from 'zod'
import { houseAdStates, houseAdStateSchema } from '#lib/ads/house-ad.ts'
import { mayManageAds } from '#lib/ads/policy.ts'
import { allHouseAds } from '#lib/ads/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskFilters } from '../_ui/desk-filters.tsx'
import { DeskState } from '../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { daysInWords, rateInWords, stateWords } from './_ads/words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Advertising', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({ state: houseAdStateSchema.optional().catch(undefined) })

/** The house campaigns, and how they do. */
export default async function AdsPage({ searchParams }: Props) {
  await requireStaff('/desk/ads', mayManageAds)
  const ctx = await requestContext()
  const { state } = querySchema.parse(await searchParams)
  const settings = await magazine()
  const all = await allHouseAds(ctx, settings.timeZone)
  const listed = all.filter((ad) => state === undefined || ad.state === state)
  const count = (of: (typeof houseAdStates)[number]) => all.filter((ad) => ad.state === of).length
  return (
    <>
      <div className="desk-row justify-between">
        <h1>Advertising</h1>
        <a href="/desk/ads/new" className="button">
          New campaign
        </a>
      </div>
      <p className="desk-intro">
        House campaigns stand in the slots of the standard edition, chosen by their weight. Where they stand, and what
        Google may deliver there, is set under <a href="/desk/settings/advertising">advertising settings</a>.
      </p>
      <DeskFilters
        label="Which campaigns"
        filters={[
          { name: `All ${all.length}`, href: '/desk/ads', here: state === undefined },
          ...houseAdStates
            .filter((one) => count(one) > 0 || one === state)
            .map((one) => ({
              name: `${stateWords[one].name} ${count(one)}`,
              href: `/desk/ads?state=${one}`,
              here: one === state,
            })),
        ]}
      />
      {listed.length === 0 ? (
        <p className="mt-4">
          {all.length === 0
            ? 'There are no campaigns yet. Begin one for the magazine itself: what is given for the space goes to its writers.'
            : 'No campaign is in this state.'}
        </p>
      ) : (
        <DeskTable
          label="House campaigns, the newest first"
          columns={[
            { name: 'Campaign' },
            { name: 'State' },
            { name: 'Days', minor: true },
            { name: 'Weight', figures: true, minor: true },
            { name: 'Seen', figures: true },
            { name: 'Clicks', figures: true },
            { name: 'Click rate', figures: true, minor: true },
          ]}
        >
          {listed.map((ad) => (
            <DeskRow key={ad.id}>
              <DeskCell>
                <a href={`/desk/ads/${ad.id}`}>{ad.headline}</a>
                <span className="block text-soft">{ad.advertiser}</span>
              </DeskCell>
              <DeskCell>
                <DeskState tone={stateWords[ad.state].tone}>{stateWords[ad.state].name}</DeskState>
              </DeskCell>
              <DeskCell minor>{daysInWords(ad, settings)}</DeskCell>
              <DeskCell figures minor>
                {ad.weight}
              </DeskCell>
              <DeskCell figures>{ad.impressions.toLocaleString(settings.locale)}</DeskCell>
              <DeskCell figures>{ad.clicks.toLocaleString(settings.locale)}</DeskCell>
              <DeskCell figures minor>
                {rateInWords(ad.clicks, ad.impressions, settings.locale)}
              </DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
      {all.length > 0 && (
        <p className="mt-4">
          <a href="/desk/ads/figures.csv" download>
            Download what was counted, day by day (CSV)
          </a>
        </p>
      )}
    </>
  )
}
