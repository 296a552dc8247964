import { z } from 'zod'
import { Action, Letter, Paragraph, TextLink } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { BookLetter, bookSchema, sampleBook } from './book-letter.tsx'

/** Two days before the address is locked. The address itself is in no mail. */
export const bookAddressLocksMail = defineMail({
  kind: 'book-address-locks',
  schema: bookSchema.extend({ at: z.string() }),
  sample: { ...sampleBook, at: 'Friday, 27 November 2026 at 12:00' },
  subject: ({ title }) => `Where we send ${title}: please look once more`,
  letter: ({ at, ...book }) => (
    <BookLetter book={book} title="We are about to pack your book" preview={`You may change the address until ${at}.`}>
      <Paragraph>
        Your signed copy of {book.title} by {book.author} is packed next. Until {at} you may change where it goes; after
        that the address is locked. If it is right, there is nothing to do.
      </Paragraph>
      <Action href={`${book.site}/account/books`}>See where it goes</Action>
    </BookLetter>
  ),
})

const dispatchedSchema = bookSchema.extend({
  number: z.int(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  trackingUrl: z.url().nullable(),
})

/** The parcel has left. */
export const bookDispatchedMail = defineMail<z.infer<typeof dispatchedSchema>>({
  kind: 'book-dispatched',
  schema: dispatchedSchema,
  sample: {
    ...sampleBook,
    number: 1042,
    carrier: 'Royal Mail',
    trackingNumber: 'AB123456789GB',
    trackingUrl: 'https://www.royalmail.com/track-your-item#/tracking-results/AB123456789GB',
  },
  subject: ({ title }) => `Your copy of ${title} is on its way`,
  letter: ({ number, carrier, trackingNumber, trackingUrl, ...book }) => (
    <BookLetter book={book} title="Your book is on its way" preview={`Parcel ${number}.`}>
      <Paragraph>
        Your signed copy of {book.title} by {book.author} has left us{carrier ? ` with ${carrier}` : ''}. Its number
        here is {number}.
      </Paragraph>
      {trackingNumber !== null && (
        <Paragraph>
          Tracking number:{' '}
          {trackingUrl === null ? trackingNumber : <TextLink href={trackingUrl}>{trackingNumber}</TextLink>}
        </Paragraph>
      )}
      <Paragraph>When it has come, or has come damaged, or does not come at all, say so in your account.</Paragraph>
      <Action href={`${book.site}/account/books`}>It arrived</Action>
    </BookLetter>
  ),
})

const complaintSchema = bookSchema.extend({
  claimId: z.uuid(),
  number: z.int(),
  of: z.enum(['damaged', 'never_came']),
})

const complaints = { damaged: 'arrived damaged', never_came: 'never came' } as const

/** To the desk: the donor says that something is wrong with the parcel. */
export const bookComplaintMail = defineMail<z.infer<typeof complaintSchema>>({
  kind: 'book-complaint',
  purpose: 'desk',
  schema: complaintSchema,
  sample: { ...sampleBook, claimId: '0198c0de-0000-7000-8000-000000000000', number: 1042, of: 'damaged' },
  subject: ({ number, title, of }) => `Claim ${number}, ${title}: it ${complaints[of]}`,
  letter: ({ claimId, number, of, ...book }) => (
    <Letter
      magazine={book.magazine}
      title={`A book ${complaints[of]}`}
      preview={`Claim ${number}.`}
      footer="To the desk: nothing was changed by itself."
    >
      <Paragraph>
        The donor of claim {number} says that the copy of {book.title} {complaints[of]}. A replacement can be sent from
        the claim's page.
      </Paragraph>
      <Action href={`${book.site}/desk/books/${claimId}`}>See the claim</Action>
    </Letter>
  ),
})
