import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { articles } from './articles.ts'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

/**
 * What somebody wrote and the article did not take: discarded, replaced by an older revision, or not chosen where two had
 * written. Kept for some weeks, so that nothing written is lost.
 */
export const setAsideCopies = pgTable(
  'set_aside_copies',
  {
    id: id(),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    content: jsonb().notNull(),
    reason: text().notNull(),
    /** Who wrote it. */
    personId: uuid().references(() => people.id, { onDelete: 'set null' }),
    setAsideAt: instant().notNull(),
  },
  (t) => [index('set_aside_copies_of_article').on(t.articleId, t.setAsideAt.desc())],
)

/** Who has an article open at the desk: one row a tab, forgotten soon after it is last heard of. */
export const articlePresence = pgTable(
  'article_presence',
  {
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** Made up by the page. */
    tab: uuid().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    since: instant().notNull(),
    seenAt: instant().notNull(),
    /** Null while nothing was typed. */
    typedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.tab] })],
)
