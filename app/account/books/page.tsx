import type { Metadata } from 'next'
import { z } from 'zod'
import { claimsOf } from '#lib/books/claim-queries.ts'
import { campaignBySlug } from '#lib/books/queries.ts'
import { waitingOf } from '#lib/books/waiting-list.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requirePerson } from '#app/_server/session.ts'
import { AccountPage, DoneNote } from '../_account/account-page.tsx'
import { BookParcel } from './book-parcel.tsx'
import { BookLine } from './book-line.tsx'
import { WaitForm } from './wait-form.tsx'
import { WaitingLine } from './waiting-line.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Your books', robots: { index: false } }

const doneWords = {
  given_up: 'The copy has been given back. Your gift stays as it is.',
  waiting: 'You are on the waiting list. We write to you as soon as a copy comes back.',
  left: 'You are on the waiting list no more.',
  taken: 'The copy is yours.',
  kept: 'A copy is kept for you. You may say now where to send it.',
  addressed: 'We know where to send it.',
  arrived: 'Thank you. We are glad that it came.',
  told: 'Thank you for telling us. We look into it and write to you.',
  dedicated: 'We have your words. We read them before the author writes them.',
} as const

const querySchema = z.object({
  done: z
    .enum(['given_up', 'waiting', 'left', 'taken', 'kept', 'dedicated', 'addressed', 'arrived', 'told'])
    .optional()
    .catch(undefined),
  /** The address of a campaign to wait for. */
  wait: z.string().max(200).optional().catch(undefined),
})

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The signed books that gifts bring: how far each is, and where one waits. */
export default async function BooksPage({ searchParams }: Props) {
  const person = await requirePerson('/account/books')
  const ctx = await requestContext()
  const { done, wait } = querySchema.parse(await searchParams)
  const [settings, books, waiting, asked, start, dedicating, addressing, telling] = await Promise.all([
    magazine(),
    claimsOf(ctx, person.id),
    waitingOf(ctx, person.id),
    wait === undefined ? null : campaignBySlug(ctx, wait),
    refusedForm('books'),
    refusedForm('dedicate'),
    refusedForm('address'),
    refusedForm('parcel'),
  ])
  const mayWait = asked !== null && !waiting.some(({ campaignId }) => campaignId === asked.id)
  return (
    <AccountPage at="/account/books" title="Your books">
      {done && <DoneNote>{doneWords[done]}</DoneNote>}
      {mayWait && <WaitForm start={start} campaignId={asked.id} title={asked.bookTitle} />}
      {waiting.map((entry) => (
        <WaitingLine key={entry.id} entry={entry} start={start} settings={settings} />
      ))}
      {books.map((book) => (
        <BookLine key={book.id} book={book} start={start} dedicating={dedicating} settings={settings}>
          <BookParcel
            ctx={ctx}
            book={book}
            personId={person.id}
            addressing={addressing}
            telling={telling}
            settings={settings}
          />
        </BookLine>
      ))}
      {books.length === 0 && waiting.length === 0 && !mayWait && (
        <p className="mt-6 text-soft">
          No book is on its way to you. When a gift brings one, you see here how far it is.{' '}
          <a href="/donate">What gifts bring</a>
        </p>
      )}
    </AccountPage>
  )
}
