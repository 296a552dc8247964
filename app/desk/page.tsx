import type { Metadata } from 'next'
import { mayOpenDesk } from '#lib/people/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { articlesToday } from './_today/articles.tsx'
import type { TodayBlock } from './_today/block.ts'
import { booksToday } from './_today/books.tsx'
import { casesToday } from './_today/cases.tsx'
import { commentsToday } from './_today/comments.tsx'
import { figuresToday } from './_today/figures.tsx'
import { licencesToday } from './_today/licences.tsx'
import { paymentsToday } from './_today/payments.tsx'
import { picturesToday } from './_today/pictures.tsx'
import { refusedWebhooksToday } from './_today/refused-webhooks.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Desk', robots: { index: false } }

/** What may need somebody today, the most pressing first. */
const blocks: TodayBlock[] = [
  paymentsToday,
  refusedWebhooksToday,
  articlesToday,
  casesToday,
  licencesToday,
  picturesToday,
  commentsToday,
  booksToday,
  figuresToday,
]

/** What needs me today. */
export default async function DeskToday() {
  const person = await requireStaff('/desk', mayOpenDesk)
  const ctx = await requestContext()
  const own = blocks.filter((block) => block.may(person))
  const shown = await Promise.all(own.map(async ({ name, show }) => ({ name, content: await show(ctx, person) })))
  const needed = shown.filter(({ content }) => content !== null)
  return (
    <>
      <h1>Today</h1>
      {needed.length === 0 && <p className="desk-intro">Nothing needs you. What does will be listed here.</p>}
      {needed.map(({ name, content }) => (
        <section key={name} aria-label={name} className="desk-section">
          <h2>{name}</h2>
          {content}
        </section>
      ))}
    </>
  )
}
