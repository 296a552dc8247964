import type { ReactNode } from 'react'
import { z } from 'zod'
import { Letter, TextLink } from '#lib/mail/emails/letter.tsx'

/** What every mail about a book says. */
export const bookSchema = z.object({
  magazine: z.string(),
  /** Where the magazine is: its address without a slash at the end. */
  site: z.url(),
  title: z.string(),
  author: z.string(),
})
type Book = z.infer<typeof bookSchema>

export const sampleBook: Book = {
  magazine: 'Saltmarsh',
  site: 'https://magazine.example',
  title: 'The Patience of Mud',
  author: 'Ifeoma Trevanion',
}

/** A letter to whoever a book is for. */
export function BookLetter({
  book,
  title,
  preview,
  children,
}: {
  book: Book
  title: string
  preview: string
  children: ReactNode
}) {
  return (
    <Letter
      magazine={book.magazine}
      title={title}
      preview={preview}
      footer={
        <>
          You receive this mail because of the signed book that a donation to {book.magazine} brings. Questions?{' '}
          <TextLink href={`${book.site}/contact/managing-editor`}>Write to us</TextLink>.
        </>
      }
    >
      {children}
    </Letter>
  )
}
