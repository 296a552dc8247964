import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { pictures } from './pictures.ts'

/** A house campaign: one advertisement, for some days, in the standard edition's slots. */
export const houseAds = pgTable(
  'house_ads',
  {
    id: id(),
    advertiser: text().notNull(),
    headline: text().notNull(),
    text: text().notNull(),
    link: text().notNull(),
    pictureId: uuid().references(() => pictures.id, { onDelete: 'restrict' }),
    /** What the picture shows, for whoever does not see it; empty when it adds nothing to the words. */
    alt: text().notNull().default(''),
    /** Topic slugs it is meant for; empty for all. */
    topicSlugs: text()
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    weight: integer().notNull().default(1),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    /** Impressions after which it rests for good, and until the next midnight of the magazine. */
    cap: integer(),
    capPerDay: integer(),
    pausedAt: instant(),
    /** Ended by somebody, before its time. */
    endedAt: instant(),
  },
  (t) => [
    check('house_ads_link_is_https', sql`${t.link} like 'https://%'`),
    check('house_ads_weight_is_positive', sql`${t.weight} > 0`),
    check('house_ads_end_after_they_start', sql`${t.endsAt} > ${t.startsAt}`),
    check('house_ads_caps_are_positive', sql`${t.cap} > 0 and ${t.capPerDay} > 0`),
    index('house_ads_dates').on(t.startsAt, t.endsAt),
  ],
)

/** How often a house campaign was seen and followed in one slot on one day of the magazine. Of whom, nobody knows. */
export const houseAdCounts = pgTable(
  'house_ad_counts',
  {
    houseAdId: uuid()
      .notNull()
      .references(() => houseAds.id, { onDelete: 'restrict' }),
    day: date({ mode: 'string' }).notNull(),
    slot: text().notNull(),
    impressions: integer().notNull(),
    clicks: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.houseAdId, t.day, t.slot] }),
    check('house_ad_counts_are_counts', sql`${t.impressions} >= 0 and ${t.clicks} >= 0`),
  ],
)
