import type { Metadata } from 'next'
import { allCampaigns } from '#lib/books/desk-queries.ts'
import { mayManageCampaigns } from '#lib/books/policy.ts'
import { formatDay } from '#lib/clock.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskState } from '../../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { stateWords } from './_campaigns/words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Book campaigns', robots: { index: false } }

/** The signed-book campaigns. */
export default async function CampaignsPage() {
  await requireStaff('/desk/books/campaigns', mayManageCampaigns)
  const [campaigns, { timeZone, locale }] = await Promise.all([allCampaigns(await requestContext()), magazine()])
  const dayOf = (at: Date) => formatDay(at, timeZone, locale)
  return (
    <>
      <div className="desk-row justify-between">
        <h1>Book campaigns</h1>
        <a href="/desk/books/campaigns/new" className="button">
          New campaign
        </a>
      </div>
      <p className="desk-intro">
        A signed book for those who give. While one is live, its banner is on the pages and its offer on the donate
        page.
      </p>
      {campaigns.length === 0 ? (
        <p className="mt-4">There are no campaigns yet.</p>
      ) : (
        <DeskTable
          label="Book campaigns, the newest first"
          columns={[
            { name: 'Book' },
            { name: 'State' },
            { name: 'Days', minor: true },
            { name: 'Copies', figures: true },
            { name: 'Left', figures: true },
          ]}
        >
          {campaigns.map(({ id, bookTitle, bookAuthor, state, startsAt, endsAt, stock, remaining }) => (
            <DeskRow key={id}>
              <DeskCell>
                <a href={`/desk/books/campaigns/${id}`}>{bookTitle}</a>
                <span className="block text-soft">{bookAuthor}</span>
              </DeskCell>
              <DeskCell>
                <DeskState tone={stateWords[state].tone}>{stateWords[state].name}</DeskState>
              </DeskCell>
              <DeskCell minor>
                {dayOf(startsAt)} to {dayOf(new Date(endsAt.getTime() - 1))}
              </DeskCell>
              <DeskCell figures>{stock.toLocaleString(locale)}</DeskCell>
              <DeskCell figures>{remaining.toLocaleString(locale)}</DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
    </>
  )
}
