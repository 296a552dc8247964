import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { articles } from './articles.ts'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

/** Which metered articles somebody signed in has opened in a month; forgotten when the month is over. */
export const meteredReadings = pgTable(
  'metered_readings',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** Of the magazine's calendar: 2026-11. */
    month: text().notNull(),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    readAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.month, t.articleId] }),
    index('metered_readings_month').on(t.month),
    index('metered_readings_article').on(t.articleId),
    check('metered_readings_month_is_one', sql`${t.month} ~ '^[0-9]{4}-[0-9]{2}$'`),
  ],
)

/**
 * Links by which a member gives an article. `tokenHash` holds the SHA-256 of what stands in the link: a copy of this table
 * opens nothing.
 */
export const giftLinks = pgTable(
  'gift_links',
  {
    id: id(),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** Who gives. */
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    tokenHash: text().notNull().unique(),
    /** How many browsers it opens, and how many it has opened. */
    most: integer().notNull(),
    openings: integer().notNull().default(0),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    withdrawnAt: instant(),
  },
  (t) => [
    index('gift_links_person').on(t.personId, t.createdAt.desc().nullsFirst()),
    index('gift_links_article').on(t.articleId),
    index('gift_links_expires').on(t.expiresAt),
    check('gift_links_open_so_many', sql`${t.openings} between 0 and ${t.most}`),
  ],
)
