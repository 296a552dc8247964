import { dedicationsByCampaign } from '#lib/books/desk-queries.ts'
import { mayFulfil, mayManageCampaigns, mayReadDedications } from '#lib/books/policy.ts'
import { queueCounts, troubleCounts } from '#lib/books/queue.ts'
import type { Context } from '#lib/context.ts'
import type { TodayBlock } from './block.ts'

interface Line {
  count: number
  href: string
  words: string
}

/** Books that wait for somebody's hand, and what donors wish to have written and nobody has read. */
export const booksToday: TodayBlock = {
  name: 'Books',
  may: mayReadDedications,
  async show(ctx, person) {
    const lines = [
      ...(mayFulfil(person) ? await toSend(ctx) : []),
      ...(await toRead(ctx, mayManageCampaigns(person))),
    ].filter(({ count }) => count > 0)
    if (lines.length === 0) return null
    return (
      <ul className="mt-1">
        {lines.map(({ count, href, words }) => (
          <li key={href} data-desk-row>
            <a href={href} className="desk-count">
              <strong>{count}</strong> {words}
            </a>
          </li>
        ))}
      </ul>
    )
  },
}

/** What somebody complains of comes first, then what can be done at once. */
async function toSend(ctx: Context): Promise<Line[]> {
  const [trouble, queue] = await Promise.all([troubleCounts(ctx, null), queueCounts(ctx, null)])
  const inTrouble = (of: keyof typeof trouble, one: string, many: string) =>
    line(trouble[of], `/desk/books?trouble=${of}`, one, many)
  const inQueue = (state: keyof typeof queue, one: string, many: string) =>
    line(queue[state], `/desk/books?state=${state}`, one, many)
  return [
    inTrouble('never_came', 'book never came, its donor says', 'books never came, their donors say'),
    inTrouble('damaged', 'book arrived damaged', 'books arrived damaged'),
    inTrouble('disputed', 'book was sent whose money is disputed', 'books were sent whose money is disputed'),
    inTrouble('refunded', 'book was sent whose money went back', 'books were sent whose money went back'),
    inQueue('returned', 'book came back in the post', 'books came back in the post'),
    inQueue('ready', 'book to pack', 'books to pack'),
    inQueue('packed', 'book packed, and not sent yet', 'books packed, and not sent yet'),
    inQueue('address_missing', 'book without an address', 'books without an address'),
  ]
}

/** @param atCampaigns whether they may open a campaign, where its dedications are read */
async function toRead(ctx: Context, atCampaigns: boolean): Promise<Line[]> {
  const found = await dedicationsByCampaign(ctx)
  const read = ['dedication to read', 'dedications to read'] as const
  if (!atCampaigns) {
    const all = found.reduce((sum, { count }) => sum + count, 0)
    return [line(all, '/desk/books/dedications', ...read)]
  }
  return found.map(({ campaignId, bookTitle, count }) => {
    const { href, words } = line(count, `/desk/books/campaigns/${campaignId}#dedications`, ...read)
    return { count, href, words: `${words} in ${bookTitle}` }
  })
}

function line(count: number, href: string, one: string, many: string): Line {
  return { count, href, words: count === 1 ? one : many }
}
