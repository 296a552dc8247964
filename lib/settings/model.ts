import { z } from 'zod'
import { advertisingSchema } from '#lib/ad-slots/model.ts'
import { coloursSchema } from '#lib/colours/model.ts'
import { currencies, type Currency } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { textsSchema } from '#lib/texts/model.ts'

/** A picture in place of the name: what a page needs to show it without shifting. */
const logoSchema = z.object({
  id: z.uuid(),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  width: z.int().positive(),
  height: z.int().positive(),
})

/** The magazine, as it calls itself. */
export const magazineSchema = z.object({
  name: z.string().min(1).default('Standfirst'),
  tagline: z.string().default('A reader-funded magazine'),
  description: z.string().default('A reader-funded magazine.'),
  /** IANA name; every time a reader sees is in it. */
  timeZone: z.string().default('Europe/London'),
  /** BCP 47. */
  locale: z.string().default('en-GB'),
  /** Who publishes it, for the foot of every page and the imprint of mails. */
  publisher: z.string().default(''),
  /** Stands for the name at the head of every page; null: the name itself does. */
  logo: logoSchema.nullable().default(null),
  /** What is changed of the colours: readers' pages and the desk carry it. */
  colours: coloursSchema.default({ light: {}, dark: {} }),
})
export type Magazine = z.infer<typeof magazineSchema>

/** What one currency's gifts are held to, minor units. */
const donationLimitsSchema = z.object({
  onceMinimum: z.int().positive(),
  onceSuggested: z.array(z.int().positive()).min(1),
  maximum: z.int().positive(),
})
export type DonationLimits = z.infer<typeof donationLimitsSchema>

/** £3 to £10,000, and sums of about that worth elsewhere. */
const defaultLimits: Record<Currency, DonationLimits> = {
  GBP: { onceMinimum: 300, onceSuggested: [1000, 2500, 5000], maximum: 1_000_000 },
  USD: { onceMinimum: 400, onceSuggested: [1500, 3000, 6000], maximum: 1_250_000 },
  EUR: { onceMinimum: 350, onceSuggested: [1000, 3000, 6000], maximum: 1_200_000 },
  AUD: { onceMinimum: 600, onceSuggested: [2000, 5000, 10000], maximum: 2_000_000 },
}

/** What may be given, and how long a membership outlasts a failed renewal. What memberships cost stands in `plans`. */
export const donationSettingsSchema = z.object({
  /** Those the donate page offers; the first is shown to whoever is nowhere in particular. */
  currencies: z
    .array(currencySchema)
    .min(1)
    .default([...currencies]),
  limits: z.record(currencySchema, donationLimitsSchema).default(defaultLimits),
  graceDays: z.int().min(0).max(60).default(14),
  /** How long a membership given to somebody else lasts; it costs the least a year of its tier does. */
  giftMonths: z.int().min(1).max(36).default(12),
})
export type DonationSettings = z.infer<typeof donationSettingsSchema>

/** Who may read what is not public, and how far others come. */
export const wallSchema = z.object({
  /** Of articles that say nothing of it themselves: new ones, imported ones. As in lib/articles, which asks here. */
  defaultAccess: z.enum(['public', 'metered', 'supporters', 'patrons']).default('public'),
  /** Metered articles that a visitor or a reader may open in a calendar month of the magazine's time zone. */
  freeArticles: z.int().min(0).max(50).default(3),
  /** Links by which a member may give articles, made in one calendar month; none ends it. */
  giftLinksPerMonth: z.int().min(0).max(100).default(10),
  /** How many browsers one such link opens. */
  giftOpenings: z.int().min(1).max(1000).default(10),
  giftDays: z.int().min(1).max(90).default(30),
  /** What search engines are shown of an article that is not public, once it is certain that it is they. */
  crawlersRead: z.enum(['preview', 'whole']).default('preview'),
})
export type Wall = z.infer<typeof wallSchema>

/** A year: long enough for any question about a parcel. */
export const mostAddressDays = 365

/** How long addresses of books are kept, once nobody needs them. */
export const bookSettingsSchema = z.object({
  /** Days after a book was delivered, or its claim ended, until its address is removed. */
  addressDays: z.int().min(1).max(mostAddressDays).default(60),
})
export type BookSettings = z.infer<typeof bookSettingsSchema>

/** How readers talk under articles, and what moderators see before readers do. */
export const commentSettingsSchema = z.object({
  /** Who reads the comments under a public article. Under any other: whoever may read it. */
  readers: z.enum(['everyone', 'members']).default('everyone'),
  /** Unless an article or a topic says otherwise: comments appear at once, or wait for a moderator. */
  moderation: z.enum(['post', 'pre']).default('post'),
  /** Minutes in which writers may change what they posted. */
  editMinutes: z.int().min(0).max(60).default(5),
  /** Days after an article appeared when its thread closes; null leaves threads open. */
  closeAfterDays: z.int().min(1).max(3650).nullable().default(null),
  /** How many of a new commenter's first comments wait for a moderator. */
  firstHeld: z.int().min(0).max(20).default(0),
  /** Links in one comment beyond which it waits for a moderator. */
  mostLinks: z.int().min(0).max(50).default(2),
  /** Words and phrases that no comment may hold, and those with which it waits for a moderator. */
  bannedWords: z.array(z.string().min(2).max(80)).max(2000).default([]),
  suspectWords: z.array(z.string().min(2).max(80)).max(2000).default([]),
  /** So many different people's reports hide a comment until a moderator has looked at it. */
  reportsThatHold: z.int().min(1).max(50).default(3),
})
export type CommentSettings = z.infer<typeof commentSettingsSchema>

const usualLetters = [
  {
    name: 'Acknowledge',
    text: 'Dear {name},\n\nThank you for writing to us ({reference}). We are looking into it, and you will hear from us within {days} days.\n\nThe managing editor, {magazine}',
  },
  {
    name: 'Ask for more',
    text: 'Dear {name},\n\nThank you for writing to us ({reference}). To look into it we need to know a little more:\n\n\n\nThe managing editor, {magazine}',
  },
  {
    name: 'Corrected',
    text: 'Dear {name},\n\nYou were right, and we have corrected “{headline}”. The correction is shown on the article. Thank you for taking the trouble.\n\nThe managing editor, {magazine}',
  },
  {
    name: 'Not upheld',
    text: 'Dear {name},\n\nWe have looked into what you told us about “{headline}” ({reference}) and do not think that it should be changed, because\n\n\n\nThe managing editor, {magazine}',
  },
]

/** How long the managing editor has for a case, and what letters begin with. */
export const caseSettingsSchema = z.object({
  /** Days from a case's opening to its answer. */
  answerDays: z.int().min(1).max(120).default(28),
  /** Days before the end of them when the desk warns. */
  warnDays: z.int().min(0).max(60).default(5),
  /** Letters to begin from; `{name}`, `{reference}`, `{headline}`, `{magazine}` and `{days}` are filled in. */
  templates: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(80),
        text: z.string().trim().min(1).max(10_000),
      }),
    )
    .max(50)
    .default(usualLetters),
})
export type CaseSettings = z.infer<typeof caseSettingsSchema>

/** How long what is kept about people, where that is for the publisher to say; the whole schedule: lib/privacy/retention. */
export const privacySettingsSchema = z.object({
  /** After a case was closed: its reader's name, address, letters and files. */
  caseMonths: z.int().min(6).max(120).default(24),
  /** What mails said, and whom they went to. */
  mailWordsDays: z.int().min(14).max(365).default(90),
  mailAddressMonths: z.int().min(3).max(84).default(24),
  /** Donations begun and never paid. */
  unpaidCheckoutDays: z.int().min(30).max(365).default(90),
  /** What Stripe told, once it is settled. */
  stripeEventMonths: z.int().min(6).max(84).default(18),
  /** Accounts that nobody confirmed and nothing hangs on. */
  unconfirmedAccountMonths: z.int().min(3).max(60).default(12),
})
export type PrivacySettings = z.infer<typeof privacySettingsSchema>

/** What is asked of whoever works for the magazine. */
export const staffSettingsSchema = z.object({
  /** Who needs a second factor for the desk: lib/second-factor. */
  secondFactor: z.enum(['off', 'administrators', 'everybody']).default('off'),
  /** The day that begins on, in the magazine's time zone: 2026-12-01; null for at once. */
  secondFactorFrom: z.iso.date().nullable().default(null),
})
export type StaffSettings = z.infer<typeof staffSettingsSchema>

/** Each group of settings: its key in the table, its schema; an absent row is the schema's defaults. */
export const settingGroups = {
  magazine: magazineSchema,
  advertising: advertisingSchema,
  donations: donationSettingsSchema,
  wall: wallSchema,
  books: bookSettingsSchema,
  comments: commentSettingsSchema,
  cases: caseSettingsSchema,
  texts: textsSchema,
  privacy: privacySettingsSchema,
  staff: staffSettingsSchema,
} as const
