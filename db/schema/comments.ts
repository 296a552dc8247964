import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, unique, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { articles } from './articles.ts'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

export const commentStates = ['published', 'held', 'rejected', 'deleted'] as const
export const commentBadges = ['supporter', 'patron', 'staff', 'author'] as const

export const comments = pgTable(
  'comments',
  {
    id: id(),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'restrict' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    parentId: uuid().references((): AnyPgColumn => comments.id, { onDelete: 'restrict' }),
    /** Plain text as written; paragraphs are blank lines. Never HTML. */
    text: text().notNull(),
    state: text({ enum: commentStates }).notNull(),
    /** What the writer was when writing; null for a reader who since lost the right. */
    badge: text({ enum: commentBadges }),
    /** Made by the form, so that a doubled submission is one comment. */
    submissionId: uuid().notNull(),
    createdAt: instant().notNull(),
    editedAt: instant(),
  },
  (t) => [
    unique('comments_submission').on(t.personId, t.submissionId),
    index('comments_of_article')
      .on(t.articleId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`state in ('published', 'deleted') and parent_id is null`),
    index('comments_replies').on(t.parentId, t.createdAt, t.id),
    index('comments_of_person').on(t.personId, t.createdAt.desc().nullsFirst()),
    index('comments_held')
      .on(t.createdAt)
      .where(sql`state = 'held'`),
    check('comments_text_has_a_length', sql`length(${t.text}) between 1 and 5000`),
    check('comments_state_is_known', sql`${t.state} in ('published','held','rejected','deleted')`),
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
