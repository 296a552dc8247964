import { z } from 'zod'

const longestComment = 5_000

/** Plain text; line ends are made one kind, and more than one blank line becomes one. */
export const commentTextSchema = z
  .string()
  .transform((text) =>
    text
      .replace(/\r\n?/g, '\n')
      .replace(/[ \t]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  )
  .pipe(
    z
      .string()
      .min(1, 'Write your comment first.')
      .max(longestComment, `A comment has at most ${longestComment.toLocaleString('en-GB')} characters.`)
      .regex(
        /^(?:[^\p{Cc}\u202a-\u202e\u2066-\u2069]|[\n\t])*$/u,
        'Some invisible characters in this text cannot be shown. Paste it as plain text.',
      )
      .regex(/[\p{L}\p{N}\p{P}\p{S}]/u, 'Write your comment first.')
      .regex(/^(?![^]*\p{M}{6})/u, 'Some characters in this text cannot be shown. Paste it as plain text.'),
  )

export type CommentBadge = 'supporter' | 'patron' | 'staff' | 'author'

/** A comment as everybody may read it. */
export interface ShownComment {
  id: string
  name: string
  badge: CommentBadge | null
  paragraphs: string[]
  at: Date
  replies: ShownComment[]
}

/** Where a thread goes on: the last comment shown. */
export interface CommentPosition {
  at: Date
  id: string
}

/** Splits a comment's text where a blank line stands; single line ends stay within a paragraph. */
export function paragraphsOf(text: string): string[] {
  return text.split('\n\n').filter((paragraph) => paragraph.trim() !== '')
}
