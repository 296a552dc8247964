import { dedicationsByCampaign } from '#lib/books/desk-queries.ts'
import { mayManageCampaigns } from '#lib/books/policy.ts'
import type { TodayBlock } from './block.ts'

/** What donors wish to have written and nobody has read. */
export const booksToday: TodayBlock = {
  name: 'Books',
  may: mayManageCampaigns,
  async show(ctx) {
    const lines = await dedicationsByCampaign(ctx)
    if (lines.length === 0) return null
    return (
      <ul className="mt-1">
        {lines.map(({ campaignId, bookTitle, count }) => (
          <li key={campaignId} data-desk-row>
            <a href={`/desk/books/campaigns/${campaignId}#dedications`} className="desk-count">
              <strong>{count}</strong> {count === 1 ? 'dedication' : 'dedications'} to read in {bookTitle}
            </a>
          </li>
        ))}
      </ul>
    )
  },
}
