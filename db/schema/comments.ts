import { sql } from 'drizzle-orm'
import {
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import { articles } from './articles.ts'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

export const commentStates = ['published', 'held', 'rejected', 'deleted'] as const
export const commentBadges = ['supporter', 'patron', 'staff', 'author'] as const

/** What readers are shown of a thread: published comments, and the places of removed ones that are answered. */
const isShown = sql`state = 'published' or replies > 0`

export const comments = pgTable(
  'comments',
  {
    id: id(),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'restrict' }),
    /** Null for a comment that came from elsewhere and whose writer has no account here. */
    personId: uuid().references(() => people.id, { onDelete: 'restrict' }),
    /** The name a comment from elsewhere was signed with, while its writer has no account here. */
    importedName: text(),
    /** By which its writer is known again when they sign in: never the address itself. */
    importedEmailHash: text(),
    /** The comment it answers; null when it answers the article. */
    parentId: uuid().references((): AnyPgColumn => comments.id, { onDelete: 'restrict' }),
    /** The comment it is shown under: that which it answers or, where that stands too deep, the one above. */
    attachedTo: uuid().references((): AnyPgColumn => comments.id, { onDelete: 'restrict' }),
    /** How many comments stand above it. */
    depth: smallint().notNull().default(0),
    /** As written, in the light markup of lib/comments/markup. Never HTML. Empty some time after its writer removed it. */
    text: text().notNull(),
    state: text({ enum: commentStates }).notNull(),
    /** What the writer was when writing; null for a reader who since lost the right. */
    badge: text({ enum: commentBadges }),
    likes: integer().notNull().default(0),
    /** How many of the comments attached to it are shown. */
    replies: integer().notNull().default(0),
    /** Counts the texts it has had; reports and findings are of one of them. */
    revision: integer().notNull().default(1),
    /** Made by the form, so that a doubled submission is one comment; null for one that came from elsewhere. */
    submissionId: uuid(),
    source: text(),
    sourceRef: text(),
    /** When it came into its state; null while that is the one it was posted in. */
    stateAt: instant(),
    /** When an editor picked it out. */
    pickedAt: instant(),
    createdAt: instant().notNull(),
    editedAt: instant(),
  },
  (t) => [
    unique('comments_submission').on(t.personId, t.submissionId),
    unique('comments_source').on(t.source, t.sourceRef),
    index('comments_newest_of_article')
      .on(t.articleId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`attached_to is null and (${isShown})`),
    index('comments_most_liked_of_article')
      .on(t.articleId, t.likes.desc().nullsFirst(), t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`attached_to is null and (${isShown})`),
    index('comments_attached').on(t.attachedTo, t.createdAt, t.id).where(isShown),
    index('comments_published_of_article')
      .on(t.articleId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`state = 'published'`),
    index('comments_picked')
      .on(t.articleId, t.pickedAt.desc().nullsFirst())
      .where(sql`picked_at is not null`),
    index('comments_of_person').on(t.personId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('comments_newest').on(t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('comments_held')
      .on(t.createdAt, t.id)
      .where(sql`state = 'held'`),
    index('comments_of_article').on(t.articleId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('comments_removed')
      .on(t.state, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`state in ('rejected', 'deleted')`),
    index('comments_rejected_of_person')
      .on(t.personId, t.createdAt.desc().nullsFirst())
      .where(sql`state = 'rejected'`),
    index('comments_words').using('gin', sql`to_tsvector('magazine', text)`),
    index('comments_waiting_for_writer')
      .on(t.importedEmailHash)
      .where(sql`imported_email_hash is not null`),
    index('comments_to_erase')
      .on(t.stateAt)
      .where(sql`state = 'deleted' and text <> ''`),
    check(
      'comments_text_has_a_length',
      sql`length(${t.text}) <= case when ${t.source} is null then 5000 else 50000 end and (${t.text} <> '' or ${t.state} = 'deleted')`,
    ),
    check('comments_state_is_known', sql`${t.state} in ('published','held','rejected','deleted')`),
    check('comments_has_a_writer', sql`(${t.personId} is null) = (${t.importedName} is not null)`),
    check('comments_attached_where_deep', sql`(${t.attachedTo} is null) = (${t.depth} = 0) and ${t.depth} <= 2`),
    check('comments_counts_not_negative', sql`${t.likes} >= 0 and ${t.replies} >= 0`),
  ],
)

/** One row an article, changed in the transaction that changes its comments. */
export const commentCounts = pgTable(
  'comment_counts',
  {
    articleId: uuid()
      .primaryKey()
      .references(() => articles.id, { onDelete: 'cascade' }),
    published: integer().notNull().default(0),
    held: integer().notNull().default(0),
  },
  (t) => [check('comment_counts_not_negative', sql`${t.published} >= 0 and ${t.held} >= 0`)],
)

/** Append-only: what a comment said before it was edited; for moderators. */
export const commentRevisions = pgTable(
  'comment_revisions',
  {
    commentId: uuid()
      .notNull()
      .references(() => comments.id, { onDelete: 'restrict' }),
    revision: integer().notNull(),
    text: text().notNull(),
    /** When another text took its place. */
    replacedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.commentId, t.revision] })],
)

export const commentLikes = pgTable(
  'comment_likes',
  {
    commentId: uuid()
      .notNull()
      .references(() => comments.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    likedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.commentId, t.personId] }), index('comment_likes_of_person').on(t.personId)],
)

/** What somebody has begun to write: one text for each place they may write in. */
export const commentDrafts = pgTable(
  'comment_drafts',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** The comment it answers; null when it answers the article. */
    parentId: uuid().references(() => comments.id, { onDelete: 'cascade' }),
    text: text().notNull(),
    savedAt: instant().notNull(),
  },
  (t) => [
    unique('comment_drafts_place').on(t.personId, t.articleId, t.parentId).nullsNotDistinct(),
    check('comment_drafts_text_has_a_length', sql`length(${t.text}) between 1 and 20000`),
  ],
)

/** Whose comments somebody would rather not read. */
export const mutedPeople = pgTable(
  'muted_people',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    mutedId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    mutedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.mutedId] }),
    check('muted_people_others', sql`${t.personId} <> ${t.mutedId}`),
  ],
)

/** Threads somebody is told of new comments in. */
export const threadFollows = pgTable(
  'thread_follows',
  {
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    followedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.personId] }), index('thread_follows_of_person').on(t.personId)],
)

/** When somebody last read a thread, by which they are shown what is new. */
export const threadVisits = pgTable(
  'thread_visits',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** The visit that goes on, or the last one. */
    visitedAt: instant().notNull(),
    /** The one before it: what came since then is new. */
    visitedBefore: instant(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.articleId] }), index('thread_visits_old').on(t.visitedAt)],
)
