import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { checkoutAttempts, donations } from './donations.ts'
import { pictures } from './pictures.ts'

/** Currency code to minor units. */
type Amounts = Record<string, number>

export const signings = ['signed', 'dedicated', 'numbered'] as const
export const qualifyingRules = ['once', 'year', 'months'] as const
export const bannerEditions = ['standard', 'supporter'] as const

/**
 * One signed-book incentive: the book, who qualifies, how many there are, when. Whether it is draft, live, sold out or ended
 * follows from `publishedAt`, the dates and `remaining`: lib/books/model.ts.
 */
export const campaigns = pgTable(
  'campaigns',
  {
    id: id(),
    slug: text().notNull().unique(),
    /** Null for a draft. */
    publishedAt: instant(),
    /** Ended by somebody, before its time. */
    endedAt: instant(),
    bookTitle: text().notNull(),
    bookAuthor: text().notNull(),
    bookDescription: text().notNull(),
    isbn: text(),
    format: text().notNull().default(''),
    coverId: uuid().references(() => pictures.id, { onDelete: 'restrict' }),
    signing: text({ enum: signings }).notNull(),
    /** The banner's sentence. */
    offer: text().notNull(),
    /** In which editions the banner is shown. */
    bannerEditions: text({ enum: bannerEditions })
      .array()
      .notNull()
      .default(sql`'{standard,supporter}'::text[]`),
    pageText: text().notNull().default(''),
    /** What qualifies: one gift of at least so much; one yearly payment; each of `monthPayments` monthly ones. Null where it does not. */
    onceFrom: jsonb().$type<Amounts>(),
    yearFrom: jsonb().$type<Amounts>(),
    monthFrom: jsonb().$type<Amounts>(),
    monthPayments: integer().notNull().default(1),
    /** The benefit's value, shown to the donor. */
    bookValue: jsonb().$type<Amounts>().notNull(),
    /** What a copy costs the magazine, for the figures. */
    copyCost: integer(),
    copyCostCurrency: text(),
    stock: integer().notNull(),
    /** Copies that are nobody's: `stock`, less the claims that hold one, less those held for the waiting list. */
    remaining: integer().notNull(),
    /** How many copies one donor may have. */
    perDonor: integer().notNull().default(1),
    /** For customs: Harmonised System code, ISO 3166-1 alpha-2 country of origin, grams. */
    hsCode: text(),
    originCountry: text(),
    weightGrams: integer(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    check('campaigns_cannot_oversell', sql`${t.remaining} between 0 and ${t.stock}`),
    check('campaigns_end_after_they_start', sql`${t.endsAt} > ${t.startsAt}`),
    check('campaigns_counts_are_positive', sql`${t.monthPayments} > 0 and ${t.perDonor} > 0 and ${t.weightGrams} > 0`),
    check('campaigns_cost_has_a_currency', sql`(${t.copyCost} is null) = (${t.copyCostCurrency} is null)`),
    index('campaigns_published')
      .on(t.startsAt, t.endsAt)
      .where(sql`published_at is not null and ended_at is null`),
  ],
)

/** Where a campaign's book is sent, and for how much. A country is in one zone of a campaign at most. */
export const campaignZones = pgTable(
  'campaign_zones',
  {
    id: id(),
    campaignId: uuid()
      .notNull()
      .references(() => campaigns.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** ISO 3166-1 alpha-2. */
    countries: text().array().notNull(),
    /** Charged with the first payment; null when postage is included. */
    postage: jsonb().$type<Amounts>(),
    position: integer().notNull().default(0),
  },
  (t) => [index('campaign_zones_campaign').on(t.campaignId, t.position)],
)

export const bookWishes = ['book', 'wait', 'none'] as const

/**
 * A gift that a campaign's book is wished with, and what was paid. Begun through the campaign it is written before Stripe is
 * asked; a regular gift that is given already has one row for each book it brings.
 */
export const campaignGifts = pgTable(
  'campaign_gifts',
  {
    /** The attempt's, where one began it. */
    id: id(),
    attemptId: uuid()
      .unique()
      .references(() => checkoutAttempts.id, { onDelete: 'restrict' }),
    /** Payments made before it count for nothing; null where the gift began with the wish. */
    countsFrom: instant(),
    campaignId: uuid()
      .notNull()
      .references(() => campaigns.id, { onDelete: 'restrict' }),
    wish: text({ enum: bookWishes }).notNull(),
    rule: text({ enum: qualifyingRules }).notNull(),
    /** Minor units each payment must reach, in the attempt's currency, and how many are needed, as offered at the time. */
    least: integer().notNull(),
    paymentsNeeded: integer().notNull(),
    zoneId: uuid().references(() => campaignZones.id, { onDelete: 'restrict' }),
    country: text(),
    /** Minor units charged beside the gift, once. */
    postage: integer().notNull().default(0),
    dedication: text().notNull().default(''),
    /** Known once it is paid. */
    donationId: uuid().references(() => donations.id, { onDelete: 'restrict' }),
    stripeSubscriptionId: text(),
    paidAt: instant(),
    /** Whether whoever paid had no membership before. */
    newMember: boolean(),
    createdAt: instant().notNull(),
  },
  (t) => [
    index('campaign_gifts_campaign').on(t.campaignId, t.paidAt),
    index('campaign_gifts_subscription').on(t.stripeSubscriptionId),
    index('campaign_gifts_donation').on(t.donationId),
    check(
      'campaign_gifts_begin_or_go_on',
      sql`case when ${t.attemptId} is null then ${t.countsFrom} is not null and ${t.stripeSubscriptionId} is not null
        else ${t.attemptId} = ${t.id} and ${t.countsFrom} is null end`,
    ),
    check('campaign_gifts_amounts', sql`${t.least} > 0 and ${t.paymentsNeeded} > 0 and ${t.postage} >= 0`),
  ],
)

/** How often a campaign's banner was seen and followed on one day of the magazine. By whom, nobody knows. */
export const campaignBannerCounts = pgTable(
  'campaign_banner_counts',
  {
    campaignId: uuid()
      .notNull()
      .references(() => campaigns.id, { onDelete: 'restrict' }),
    day: date({ mode: 'string' }).notNull(),
    edition: text({ enum: bannerEditions }).notNull(),
    seen: integer().notNull(),
    followed: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.campaignId, t.day, t.edition] }),
    check('campaign_banner_counts_are_counts', sql`${t.seen} >= 0 and ${t.followed} >= 0`),
  ],
)
