import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { pictures } from './pictures.ts'

/** A house advertisement: what the standard edition's slots show. */
export const houseAds = pgTable(
  'house_ads',
  {
    id: id(),
    slug: text().notNull().unique(),
    advertiser: text().notNull(),
    headline: text().notNull(),
    text: text().notNull(),
    link: text().notNull(),
    pictureId: uuid().references(() => pictures.id, { onDelete: 'restrict' }),
    /** Topic slugs it is meant for; empty for all. */
    topicSlugs: text()
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    weight: integer().notNull().default(1),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
  },
  (t) => [
    check('house_ads_link_is_https', sql`${t.link} like 'https://%'`),
    check('house_ads_weight_is_positive', sql`${t.weight} > 0`),
    check('house_ads_end_after_they_start', sql`${t.endsAt} > ${t.startsAt}`),
    index('house_ads_dates').on(t.startsAt, t.endsAt),
  ],
)
