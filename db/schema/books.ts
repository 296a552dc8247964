import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { donationFrequencies } from './donations.ts'
import { pictures } from './pictures.ts'

/** One signed-book incentive: the book, who qualifies, how many there are, when. */
export const campaigns = pgTable(
  'campaigns',
  {
    id: id(),
    slug: text().notNull().unique(),
    state: text({ enum: ['draft', 'live', 'sold_out', 'ended'] })
      .notNull()
      .default('draft'),
    bookTitle: text().notNull(),
    bookAuthor: text().notNull(),
    bookDescription: text().notNull(),
    isbn: text(),
    format: text().notNull().default(''),
    coverId: uuid().references(() => pictures.id, { onDelete: 'restrict' }),
    signing: text({ enum: ['signed', 'dedicated', 'numbered'] }).notNull(),
    /** The banner's sentence. */
    offer: text().notNull(),
    pageText: text().notNull().default(''),
    frequency: text({ enum: donationFrequencies }).notNull(),
    payments: integer().notNull().default(1),
    /** Currency code to minor units: the least amount that qualifies. */
    thresholds: jsonb().$type<Record<string, number>>().notNull(),
    /** Currency code to minor units: the benefit's value, shown to the donor. */
    bookValue: jsonb().$type<Record<string, number>>().notNull(),
    stock: integer().notNull(),
    remaining: integer().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    check('campaigns_cannot_oversell', sql`${t.remaining} between 0 and ${t.stock}`),
    check('campaigns_end_after_they_start', sql`${t.endsAt} > ${t.startsAt}`),
    index('campaigns_live')
      .on(t.startsAt, t.endsAt)
      .where(sql`state = 'live'`),
  ],
)
