import { z } from 'zod'
import { after, day, minute } from '#lib/clock.ts'

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

export type CommentState = 'published' | 'held' | 'rejected' | 'deleted'

/** A measure in force against a commenter. */
export interface Sanction {
  id: string
  kind: 'pre_moderation' | 'suspension' | 'ban'
  /** What the person is told. */
  note: string
  /** Null: until a moderator ends it. */
  until: Date | null
}

/** Answers stand this deep; what answers a deeper one is attached beside it and says whom it answers. */
const deepest = 2

/** Where a comment stands in its thread. */
export interface Place {
  /** The comment it answers; null when it answers the article. */
  parentId: string | null
  /** The comment it is shown under. */
  attachedTo: string | null
  /** How many comments stand above it. */
  depth: number
}

/** Where an answer stands: under what it answers, or beside it where that is as deep as answers go. */
export function placeUnder(parent: { id: string; attachedTo: string | null; depth: number } | null): Place {
  if (parent === null) return { parentId: null, attachedTo: null, depth: 0 }
  return parent.depth < deepest
    ? { parentId: parent.id, attachedTo: parent.id, depth: parent.depth + 1 }
    : { parentId: parent.id, attachedTo: parent.attachedTo, depth: parent.depth }
}

/** What decides whether a thread takes comments. */
export interface ThreadClock {
  commentSetting: 'open' | 'closed'
  /** The article's own end; null leaves it to the setting. */
  closeAt: Date | null
  publishedAt: Date | null
}

/** Whether a thread takes comments at that moment: until an editor closes it, or its time is over. */
export function isOpenAt(thread: ThreadClock, settings: { closeAfterDays: number | null }, now: Date): boolean {
  if (thread.commentSetting === 'closed') return false
  if (thread.closeAt !== null) return now < thread.closeAt
  if (settings.closeAfterDays === null || thread.publishedAt === null) return true
  return now < after(thread.publishedAt, settings.closeAfterDays * day)
}

export type CommentBadge = 'supporter' | 'patron' | 'staff' | 'author'

export const commentSorts = ['newest', 'oldest', 'liked'] as const
/** How a thread's comments follow each other. Replies always stand the oldest first. */
export type CommentSort = (typeof commentSorts)[number]

/** A comment as its readers see it. Of one that is not there any more the place is left while answers stand under it. */
export interface ShownComment {
  id: string
  standing: 'shown' | 'deleted' | 'removed' | 'held'
  /** Empty, as is the text, of one that is only a place. */
  name: string
  badge: CommentBadge | null
  /** In the light markup of lib/comments/markup. */
  text: string
  at: Date
  editedAt: Date | null
  likes: number
  isPicked: boolean
  /** How many comments stand above it. */
  depth: number
  /** Whom it answers, where that stands beside it and not above; without a name when that is not there any more. */
  inReplyTo: { id: string; name: string | null } | null
  replies: Branch
}

/** What is attached to a comment: all of it counted, the first of it shown. */
export interface Branch {
  count: number
  shown: ShownComment[]
  /** Where it goes on; null at its end. */
  after: string | null
}

/** Until when its writer may change a comment; not at that instant any more. */
export function editableUntil(postedAt: Date, editMinutes: number): Date {
  return after(postedAt, editMinutes * minute)
}

/** The name a comment is shown with. */
export function shownName({ name, importedName }: { name: string | null; importedName: string | null }): string {
  return name ?? importedName ?? 'A reader'
}

/** Whether everybody may read the comments under an article; if not, no mail and no list tells what they say. */
export function isPublicThread(access: string, settings: { readers: 'everyone' | 'members' }): boolean {
  return access === 'public' && settings.readers === 'everyone'
}
