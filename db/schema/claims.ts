import { sql } from 'drizzle-orm'
import {
  bigserial,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { campaignGifts, campaigns, campaignZones } from './books.ts'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

export const claimStates = [
  'reserved',
  'promised',
  'earned',
  'packed',
  'dispatched',
  'delivered',
  'returned',
  'replaced',
  'ended',
] as const
export const claimEndings = [
  'checkout_expired',
  'checkout_failed',
  'refunded',
  'disputed',
  'lapsed',
  'made_smaller',
  'given_up',
  'over_cap',
  'account_deleted',
  'by_desk',
] as const
export const dedicationStates = ['none', 'pending', 'accepted', 'refused'] as const
export const claimTroubles = ['refunded', 'disputed', 'damaged', 'never_came'] as const

/** Claims that go out together, to one zone. */
export const bookBatches = pgTable(
  'book_batches',
  {
    id: id(),
    campaignId: uuid()
      .notNull()
      .references(() => campaigns.id, { onDelete: 'restrict' }),
    zoneId: uuid().references(() => campaignZones.id, { onDelete: 'restrict' }),
    name: text().notNull(),
    createdBy: uuid().references(() => people.id, { onDelete: 'set null' }),
    createdAt: instant().notNull(),
    closedAt: instant(),
  },
  (t) => [index('book_batches_campaign').on(t.campaignId, t.createdAt.desc().nullsFirst())],
)

/** One donor's book. What moves it from state to state is in lib/books/claim-life.ts, and nowhere else. */
export const claims = pgTable(
  'claims',
  {
    id: id(),
    /** What it is called by: on labels, in mails, at the packing table. */
    number: integer().generatedAlwaysAsIdentity({ startWith: 1001 }).notNull(),
    campaignId: uuid()
      .notNull()
      .references(() => campaigns.id, { onDelete: 'restrict' }),
    /** Null while a visitor's payment is under way. */
    personId: uuid().references(() => people.id, { onDelete: 'restrict' }),
    /** The gift it is for; a replacement has its predecessor's. */
    giftId: uuid()
      .notNull()
      .references(() => campaignGifts.id, { onDelete: 'restrict' }),
    /** The claim whose copy did not arrive well. */
    replacesId: uuid(),
    state: text({ enum: claimStates }).notNull(),
    /** Whether one of the campaign's copies is taken up by it; what is released is anybody's again. */
    holdsCopy: boolean().notNull(),
    paymentsNeeded: integer().notNull(),
    paymentsMade: integer().notNull().default(0),
    dedication: text().notNull().default(''),
    dedicationState: text({ enum: dedicationStates }).notNull().default('none'),
    dedicationNote: text(),
    /** Where it goes: chosen with the gift, before the address is known. ISO 3166-1 alpha-2. */
    zoneId: uuid().references(() => campaignZones.id, { onDelete: 'restrict' }),
    country: text(),
    /** Of a numbered edition. */
    copyNumber: integer(),
    batchId: uuid().references(() => bookBatches.id, { onDelete: 'set null' }),
    carrier: text(),
    trackingNumber: text(),
    trackingUrl: text(),
    /** What the desk has to look into; null when nothing, or when it has. */
    trouble: text({ enum: claimTroubles }),
    troubleAt: instant(),
    /** The last trouble that the desk has settled. */
    settled: text({ enum: claimTroubles }),
    ending: text({ enum: claimEndings }),
    createdAt: instant().notNull(),
    promisedAt: instant(),
    earnedAt: instant(),
    packedAt: instant(),
    dispatchedAt: instant(),
    deliveredAt: instant(),
    returnedAt: instant(),
    endedAt: instant(),
  },
  (t) => [
    foreignKey({ columns: [t.replacesId], foreignColumns: [t.id] }).onDelete('restrict'),
    unique('claims_number').on(t.number),
    unique('claims_replaced_once').on(t.replacesId),
    unique('claims_copy_number').on(t.campaignId, t.copyNumber),
    // A gift has one book at a time.
    uniqueIndex('claims_gift_once')
      .on(t.giftId)
      .where(sql`state not in ('ended','replaced')`),
    index('claims_queue').on(t.campaignId, t.state, t.createdAt, t.id),
    index('claims_person').on(t.personId, t.createdAt.desc().nullsFirst()),
    index('claims_gift').on(t.giftId),
    index('claims_batch').on(t.batchId),
    index('claims_trouble')
      .on(t.troubleAt)
      .where(sql`trouble is not null`),
    check(
      'claims_state_is_known',
      sql`${t.state} in ('reserved','promised','earned','packed','dispatched','delivered','returned','replaced','ended')`,
    ),
    check('claims_under_way_hold_a_copy', sql`${t.holdsCopy} or ${t.state} in ('replaced','ended')`),
    check('claims_are_somebodys_once_paid', sql`${t.state} in ('reserved','ended') or ${t.personId} is not null`),
    check('claims_payments_are_counted', sql`${t.paymentsMade} between 0 and ${t.paymentsNeeded}`),
    check('claims_end_for_a_reason', sql`(${t.state} = 'ended') = (${t.ending} is not null)`),
    check('claims_dedication_is_short', sql`char_length(${t.dedication}) <= 120`),
  ],
)

/** Append-only (a trigger refuses update and delete): what became of a claim, when, by whom, why. */
export const claimHistory = pgTable(
  'claim_history',
  {
    sequence: bigserial({ mode: 'number' }).primaryKey(),
    claimId: uuid()
      .notNull()
      .references(() => claims.id, { onDelete: 'restrict' }),
    at: instant().notNull(),
    /** Null when nobody did it: a payment, an expiry. */
    actorId: uuid().references(() => people.id, { onDelete: 'set null' }),
    /** The fact's kind (lib/books/claim-life.ts), or noted, address_given and the like, which move nothing. */
    fact: text().notNull(),
    stateBefore: text({ enum: claimStates }),
    stateAfter: text({ enum: claimStates }).notNull(),
    why: text().notNull().default(''),
  },
  (t) => [index('claim_history_claim').on(t.claimId, t.sequence)],
)

export const waitingStates = ['waiting', 'held', 'taken', 'lapsed', 'left'] as const

/** Who waits for a copy, in order of `sequence`. A copy that is held for somebody is nobody else's until `heldUntil`. */
export const waitingList = pgTable(
  'waiting_list',
  {
    id: id(),
    sequence: bigserial({ mode: 'number' }).notNull(),
    campaignId: uuid()
      .notNull()
      .references(() => campaigns.id, { onDelete: 'restrict' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    /** A gift already made that qualifies: the copy is taken without another. */
    giftId: uuid().references(() => campaignGifts.id, { onDelete: 'restrict' }),
    state: text({ enum: waitingStates }).notNull().default('waiting'),
    joinedAt: instant().notNull(),
    heldUntil: instant(),
    settledAt: instant(),
  },
  (t) => [
    uniqueIndex('waiting_list_once')
      .on(t.campaignId, t.personId)
      .where(sql`state in ('waiting','held')`),
    index('waiting_list_next')
      .on(t.campaignId, t.sequence)
      .where(sql`state = 'waiting'`),
    index('waiting_list_held')
      .on(t.heldUntil)
      .where(sql`state = 'held'`),
    index('waiting_list_person').on(t.personId),
    check('waiting_list_state_is_known', sql`${t.state} in ('waiting','held','taken','lapsed','left')`),
    check('waiting_list_held_until', sql`${t.state} <> 'held' or ${t.heldUntil} is not null`),
  ],
)

/** Where a book goes, encrypted. Removed a set time after delivery: the row stays and says when. */
export const claimAddresses = pgTable(
  'claim_addresses',
  {
    claimId: uuid()
      .primaryKey()
      .references(() => claims.id, { onDelete: 'restrict' }),
    ciphertext: text(),
    /** Which key opens it. */
    keyId: text().notNull(),
    /** ISO 3166-1 alpha-2; kept readable, for zones and customs. */
    country: text().notNull(),
    givenAt: instant().notNull(),
    changedAt: instant().notNull(),
    /** When the donor was told that it will be locked. */
    noticeAt: instant(),
    /** From when on the donor cannot change it; lies ahead while the notice runs. */
    lockedAt: instant(),
    removedAt: instant(),
  },
  (t) => [
    check('claim_addresses_removed_is_gone', sql`(${t.ciphertext} is null) = (${t.removedAt} is not null)`),
    check('claim_addresses_country_is_iso_3166', sql`${t.country} ~ '^[A-Z]{2}$'`),
  ],
)

/** Append-only: who saw an address, when, and on what (a page, labels, a carrier's file). */
export const claimAddressViews = pgTable(
  'claim_address_views',
  {
    id: id(),
    claimId: uuid()
      .notNull()
      .references(() => claims.id, { onDelete: 'restrict' }),
    viewerId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    shownOn: text({ enum: ['page', 'labels', 'carrier_file'] }).notNull(),
    at: instant().notNull(),
  },
  (t) => [index('claim_address_views_claim').on(t.claimId, t.at)],
)
