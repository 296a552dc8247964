import { z } from 'zod'
import { Action, Letter, Paragraph } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { BookLetter, bookSchema, sampleBook } from './book-letter.tsx'

const promisedSchema = bookSchema.extend({
  needed: z.int().positive(),
  /** Whether it is kept for the payments to come of a gift that is given already. */
  ahead: z.boolean().default(false),
})

/** A copy is kept, from the first of several payments on, or before it. */
export const bookPromisedMail = defineMail({
  kind: 'book-promised',
  schema: promisedSchema,
  sample: { ...sampleBook, needed: 3, ahead: false },
  subject: ({ title }) => `A signed copy of ${title} is kept for you`,
  letter: ({ needed, ahead, ...book }) => (
    <BookLetter
      book={book}
      title="A copy is kept for you"
      preview={ahead ? 'It is yours with the gift that you give already.' : `It is yours with payment ${needed}.`}
    >
      {ahead ? (
        <Paragraph>
          A signed copy of {book.title} by {book.author} is kept for you. It is yours with{' '}
          {needed === 1 ? 'the next payment' : `the next ${needed} payments`} of the gift that you give already; in your
          account you see how far it is, and can say where to send it.
        </Paragraph>
      ) : (
        <Paragraph>
          Your first payment has arrived, and a signed copy of {book.title} by {book.author} is kept for you. It is
          yours with payment {needed}; in your account you see how far it is.
        </Paragraph>
      )}
      <Action href={`${book.site}/account/books`}>See your book</Action>
    </BookLetter>
  ),
})

/** The book is the donor's; what is needed next is where to send it. */
export const bookEarnedMail = defineMail({
  kind: 'book-earned',
  schema: bookSchema,
  sample: sampleBook,
  subject: ({ title }) => `Your signed copy of ${title}`,
  letter: (book) => (
    <BookLetter book={book} title="The book is yours" preview="Please look whether the address is right.">
      <Paragraph>
        A signed copy of {book.title} by {book.author} is yours. Thank you. We send it as soon as we know where to:
        please look in your account whether the address is there, and right.
      </Paragraph>
      <Action href={`${book.site}/account/books`}>See where it goes</Action>
    </BookLetter>
  ),
})

const endings = {
  refunded: 'because the money it was given for has gone back to you.',
  disputed: 'because your bank has taken back the money it was given for.',
  lapsed: 'because the regular gift it was to be earned with has ended before the last of its payments.',
  made_smaller: 'because a payment came that was smaller than the book asks for.',
  given_up: 'as you wished.',
  over_cap: 'because a copy of it is yours already, and there is one for each donor. Your gift has arrived; thank you.',
  by_desk: 'by a decision of ours. Answer this mail if you do not know why.',
} as const

const endedSchema = bookSchema.extend({
  how: z.enum(['refunded', 'disputed', 'lapsed', 'made_smaller', 'given_up', 'over_cap', 'by_desk']),
})

/** The claim is over and the copy is somebody else's. */
export const bookEndedMail = defineMail<z.infer<typeof endedSchema>>({
  kind: 'book-ended',
  schema: endedSchema,
  sample: { ...sampleBook, how: 'lapsed' },
  subject: ({ title }) => `Your copy of ${title} is no longer kept`,
  letter: ({ how, ...book }) => (
    <BookLetter book={book} title="Your copy is no longer kept" preview={`About ${book.title}.`}>
      <Paragraph>
        The signed copy of {book.title} by {book.author} that was kept for you has been given back, {endings[how]}
      </Paragraph>
      {how === 'disputed' && (
        <Paragraph>If the dispute was a mistake, answer this mail: a person will look into it.</Paragraph>
      )}
      <Action href={`${book.site}/account/books`}>See your books</Action>
    </BookLetter>
  ),
})

const backSchema = bookSchema.extend({
  /** What had ended the claim. */
  after: z.enum(['disputed', 'refunded']).default('disputed'),
  standing: z.enum(['promised', 'earned', 'waiting']),
  needed: z.int().positive(),
})

/** The money that the claim ended with is kept after all: the dispute was won, or the refund failed at the bank. */
export const bookBackMail = defineMail<z.infer<typeof backSchema>>({
  kind: 'book-back',
  schema: backSchema,
  sample: { ...sampleBook, after: 'disputed', standing: 'earned', needed: 1 },
  subject: ({ title, standing }) =>
    standing === 'waiting' ? `You are first on the list for ${title}` : `Your signed copy of ${title} is kept again`,
  letter: ({ after, standing, needed, ...book }) => (
    <BookLetter
      book={book}
      title={standing === 'waiting' ? 'You are first on the list' : 'Your copy is kept again'}
      preview={after === 'disputed' ? 'Your bank has given back what it had taken.' : 'Your refund came back to us.'}
    >
      {after === 'disputed' ? (
        <Paragraph>Your bank has given back the money that it had taken from your gift. Thank you.</Paragraph>
      ) : (
        <Paragraph>
          The money that we sent back to you has not arrived: your bank returned it to us. If you still want it back,
          answer this mail, and we find another way. Until then your gift stands as it did.
        </Paragraph>
      )}
      {standing === 'waiting' ? (
        <Paragraph>
          The copy of {book.title} by {book.author} that was kept for you has gone to somebody else meanwhile, and there
          is no other. You are first on the waiting list: the next that comes back is held for you, and there is nothing
          more to pay.
        </Paragraph>
      ) : (
        <Paragraph>
          A signed copy of {book.title} by {book.author} is{' '}
          {standing === 'earned' ? 'yours again.' : `kept for you again. It is yours with payment ${needed}.`} In your
          account you see where it goes.
        </Paragraph>
      )}
      <Action href={`${book.site}/account/books`}>See your books</Action>
    </BookLetter>
  ),
})

const dedicationSchema = bookSchema.extend({ dedication: z.string(), note: z.string() })

/** What was to be written in the book will not be. */
export const bookDedicationRefusedMail = defineMail({
  kind: 'book-dedication-refused',
  schema: dedicationSchema,
  sample: { ...sampleBook, dedication: 'Buy our hats', note: 'It advertises something.' },
  subject: ({ title }) => `About the dedication in your copy of ${title}`,
  letter: ({ dedication, note, ...book }) => (
    <BookLetter book={book} title="Please choose another dedication" preview={note}>
      <Paragraph>
        “{dedication}” will not be written in your copy of {book.title}. {note}
      </Paragraph>
      <Paragraph>You may choose another, or none: then the book is signed without.</Paragraph>
      <Action href={`${book.site}/account/books`}>Choose another</Action>
    </BookLetter>
  ),
})

const heldSchema = bookSchema.extend({
  slug: z.string(),
  /** The last day, as the magazine writes days. */
  until: z.string(),
  /** Whether a gift of theirs qualifies already: the copy is taken without another. */
  paid: z.boolean(),
})

/** Whoever waited longest: a copy came back. */
export const bookCopyHeldMail = defineMail({
  kind: 'book-copy-held',
  schema: heldSchema,
  sample: { ...sampleBook, slug: 'the-patience-of-mud', until: '27 November 2026', paid: false },
  subject: ({ title }) => `A copy of ${title} is held for you`,
  letter: ({ slug, until, paid, ...book }) => (
    <BookLetter book={book} title="A copy is held for you" preview={`Until ${until}.`}>
      <Paragraph>
        You waited for a signed copy of {book.title} by {book.author}, and one has come back. It is held for you until{' '}
        {until}; after that it goes to whoever waits next.
      </Paragraph>
      {paid ? (
        <>
          <Paragraph>You have given already what it asks for. There is nothing more to pay.</Paragraph>
          <Action href={`${book.site}/account/books`}>Take the book</Action>
        </>
      ) : (
        <>
          <Paragraph>Sign in with this address before you give, so that we know you.</Paragraph>
          <Action href={`${book.site}/donate?book=${slug}`}>Give, and get the book</Action>
        </>
      )}
    </BookLetter>
  ),
})

const troubleSchema = bookSchema.extend({ claimId: z.uuid(), trouble: z.enum(['refunded', 'disputed']) })

/** To the desk: money has gone back for a book that has left. */
export const bookTroubleMail = defineMail({
  kind: 'book-trouble',
  purpose: 'desk',
  schema: troubleSchema,
  sample: { ...sampleBook, claimId: '0198c0de-0000-7000-8000-000000000000', trouble: 'disputed' },
  subject: ({ title, trouble }) => `${title}: the money for a copy that was sent has been ${trouble}`,
  letter: ({ claimId, trouble, ...book }) => (
    <Letter
      magazine={book.magazine}
      title="Money has gone back for a book that was sent"
      preview={book.title}
      footer="To the desk: nothing was changed by itself."
    >
      <Paragraph>
        A copy of {book.title} had been sent when the gift it was for was {trouble}. Whether to ask for it back is for a
        person to decide.
      </Paragraph>
      <Action href={`${book.site}/desk/books/${claimId}`}>See the claim</Action>
    </Letter>
  ),
})
