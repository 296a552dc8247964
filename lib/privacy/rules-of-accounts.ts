import { and, eq, inArray, isNotNull, isNull, lt, ne, notExists, notInArray, or, sql, type SQL } from 'drizzle-orm'
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core'
import { authors } from '#db/schema/articles.ts'
import { campaignGifts } from '#db/schema/books.ts'
import { claims } from '#db/schema/claims.ts'
import { comments } from '#db/schema/comments.ts'
import { consents } from '#db/schema/consent.ts'
import {
  checkoutAttempts,
  donations,
  giftMemberships,
  stripeCustomers,
  stripeEvents,
  subscriptions,
} from '#db/schema/donations.ts'
import { membershipLedger } from '#db/schema/membership.ts'
import { knownDevices, people, personRoles, sessions, staffInvitations, verificationTokens } from '#db/schema/people.ts'
import { mails, rateLimits } from '#db/schema/platform.ts'
import { secondFactorSetups } from '#db/schema/second-factor.ts'
import { signInCodes } from '#db/schema/sign-in.ts'
import { browserStorage } from '#lib/browser-storage/model.ts'
import { after, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { factorRules } from '#lib/second-factor/model.ts'
import { outsideTime } from '#lib/system-time.ts'
import { daysAgo, deleting, monthsAgo } from './deleting.ts'
import type { Rule } from './rule.ts'

/** Sessions, links and codes, and limits live by real time, as next-auth and the limiter date them. */
const signIns: Rule[] = [
  {
    key: 'sessions',
    what: 'Sessions: who is signed in, with what browser',
    end: 'deleted',
    after: 'when they expire, 90 days after the last visit',
    ...deleting(sessions, (ctx) => lt(sessions.expires, outsideTime(ctx))),
  },
  {
    key: 'sign-in-codes',
    what: 'Codes for signing in',
    end: 'deleted',
    after: 'the night after they expire',
    ...deleting(signInCodes, (ctx) => lt(signInCodes.expiresAt, outsideTime(ctx))),
  },
  {
    key: 'sign-in-links',
    what: 'Links for signing in',
    end: 'deleted',
    after: 'the night after they expire',
    ...deleting(verificationTokens, (ctx) => lt(verificationTokens.expires, outsideTime(ctx))),
  },
  {
    key: 'known-devices',
    what: 'Browsers that staff have signed in with, to tell them of new ones',
    end: 'deleted',
    after: 'a year after they last signed in with it',
    ...deleting(knownDevices, (ctx) => lt(knownDevices.lastSignInAt, daysAgo(ctx, browserStorage.device.days))),
  },
  {
    key: 'second-factor-setups',
    what: 'Second factors that were begun and never confirmed',
    end: 'deleted',
    after: 'the night after',
    ...deleting(secondFactorSetups, (ctx) =>
      lt(secondFactorSetups.beganAt, after(ctx.now, -factorRules.setUpMinutes * minute)),
    ),
  },
  {
    key: 'rate-limits',
    what: 'Counts that keep forms from being overrun, by person and network address',
    end: 'deleted',
    after: 'the night after they are over: a day at most',
    ...deleting(rateLimits, (ctx) => lt(rateLimits.expire, outsideTime(ctx))),
  },
]

/** Whoever has one of these is somebody here, whether or not they ever signed in. */
const tracesOfPeople: [PgTable, AnyPgColumn][] = [
  [donations, donations.personId],
  [subscriptions, subscriptions.personId],
  [stripeCustomers, stripeCustomers.personId],
  [membershipLedger, membershipLedger.personId],
  [giftMemberships, giftMemberships.buyerId],
  [giftMemberships, giftMemberships.redeemedBy],
  [checkoutAttempts, checkoutAttempts.personId],
  [claims, claims.personId],
  [comments, comments.personId],
  [personRoles, personRoles.personId],
  [authors, authors.personId],
  [staffInvitations, staffInvitations.invitedBy],
]

function neverConfirmed(ctx: Context, months: number): SQL | undefined {
  return and(
    isNull(people.emailVerified),
    isNull(people.deletedAt),
    isNull(people.lastSeenAt),
    lt(people.createdAt, monthsAgo(ctx, months)),
    ...tracesOfPeople.map(([table, column]) =>
      notExists(
        ctx.db
          .select({ one: sql`1` })
          .from(table)
          .where(eq(column, people.id)),
      ),
    ),
  )
}

const accounts: Rule[] = [
  {
    key: 'unconfirmed-accounts',
    what: 'Accounts whose address was never confirmed and that nothing hangs on (made by an import, say)',
    end: 'name and address removed, as when an account is deleted',
    after: { group: 'privacy', name: 'unconfirmedAccountMonths', unit: 'months', least: 3, most: 60 },
    count: (ctx, months) => ctx.db.$count(people, neverConfirmed(ctx, months)),
    // As when an account is deleted: records that cannot be changed may point at its number.
    apply: async (ctx, months) => {
      const gone = await ctx.db
        .update(people)
        .set({
          name: null,
          email: sql`'deleted-' || ${people.id} || '@deleted.invalid'`,
          image: null,
          mailRefusedAt: null,
          mailRefusedBecause: null,
          deletedAt: ctx.now,
        })
        .where(neverConfirmed(ctx, months))
        .returning({ id: people.id })
      return gone.length
    },
  },
  {
    key: 'mail-refusals',
    what: 'What a mail server said when mail to somebody came back',
    end: 'the words removed; that mail does not arrive stays noted until it does',
    after: 'a year',
    count: (ctx) => ctx.db.$count(people, oldRefusals(ctx)),
    apply: async (ctx) => {
      const set = await ctx.db
        .update(people)
        .set({ mailRefusedBecause: null })
        .where(oldRefusals(ctx))
        .returning({ id: people.id })
      return set.length
    },
  },
  {
    key: 'invitations',
    what: 'Invitations to the staff that were accepted, withdrawn, or ran out',
    end: 'deleted; who invited whom stays in the audit log',
    after: 'a year',
    ...deleting(staffInvitations, (ctx) =>
      and(
        lt(staffInvitations.createdAt, monthsAgo(ctx, 12)),
        or(
          isNotNull(staffInvitations.acceptedAt),
          isNotNull(staffInvitations.withdrawnAt),
          lt(staffInvitations.expiresAt, ctx.now),
        ),
      ),
    ),
  },
  {
    key: 'consents',
    what: 'Proofs of what was chosen about advertising, under a number that only a browser has',
    end: 'deleted',
    // A choice holds a year; that it was made may have to be proved while somebody can still complain of it.
    after: 'three years',
    ...deleting(consents, (ctx) => lt(consents.at, monthsAgo(ctx, 36))),
  },
]

function oldRefusals(ctx: Context): SQL | undefined {
  return and(isNotNull(people.mailRefusedBecause), lt(people.mailRefusedAt, monthsAgo(ctx, 12)))
}

const settledMail = or(isNotNull(mails.sentAt), isNotNull(mails.refusedAt))
const nobodysAddress = 'nobody@deleted.invalid'

function mailsWithWords(ctx: Context, days: number): SQL | undefined {
  return and(
    settledMail,
    lt(mails.createdAt, daysAgo(ctx, days)),
    or(ne(mails.data, sql`'{}'::jsonb`), isNotNull(mails.problem)),
  )
}

function mailsWithAddress(ctx: Context, months: number): SQL | undefined {
  return and(settledMail, lt(mails.createdAt, monthsAgo(ctx, months)), ne(mails.recipient, nobodysAddress))
}

/** The rows stay: by their keys nothing is sent a second time. */
const postedMails: Rule[] = [
  {
    key: 'mail-words',
    what: 'What mails said that were sent or given up',
    end: 'the words removed; that a mail of this kind was sent stays',
    after: { group: 'privacy', name: 'mailWordsDays', unit: 'days', least: 14, most: 365 },
    count: (ctx, days) => ctx.db.$count(mails, mailsWithWords(ctx, days)),
    apply: async (ctx, days) => {
      const set = await ctx.db
        .update(mails)
        .set({ data: {}, problem: null })
        .where(mailsWithWords(ctx, days))
        .returning({ id: mails.id })
      return set.length
    },
  },
  {
    key: 'mail-addresses',
    what: 'Whom mails went to',
    end: 'the address removed',
    after: { group: 'privacy', name: 'mailAddressMonths', unit: 'months', least: 3, most: 84 },
    count: (ctx, months) => ctx.db.$count(mails, mailsWithAddress(ctx, months)),
    apply: async (ctx, months) => {
      const set = await ctx.db
        .update(mails)
        .set({ recipient: nobodysAddress, messageId: null })
        .where(mailsWithAddress(ctx, months))
        .returning({ id: mails.id })
      return set.length
    },
  },
]

function unpaidAttempts(ctx: Context, days: number): SQL | undefined {
  return and(
    inArray(checkoutAttempts.state, ['begun', 'expired', 'failed']),
    lt(checkoutAttempts.createdAt, daysAgo(ctx, days)),
    notExists(
      ctx.db
        .select({ one: sql`1` })
        .from(giftMemberships)
        .where(eq(giftMemberships.attemptId, checkoutAttempts.id)),
    ),
    notExists(
      ctx.db
        .select({ one: sql`1` })
        .from(claims)
        .innerJoin(campaignGifts, eq(campaignGifts.id, claims.giftId))
        .where(eq(campaignGifts.attemptId, checkoutAttempts.id)),
    ),
  )
}

function oldEvents(ctx: Context, months: number): SQL | undefined {
  return and(
    notInArray(stripeEvents.state, ['received', 'failed']),
    lt(stripeEvents.receivedAt, monthsAgo(ctx, months)),
    ne(stripeEvents.payload, sql`jsonb_build_object('id', ${stripeEvents.id}, 'type', ${stripeEvents.type})`),
  )
}

const money: Rule[] = [
  {
    key: 'checkouts',
    what: 'Donations that were begun and never paid',
    end: 'deleted, with the book that was wished',
    after: { group: 'privacy', name: 'unpaidCheckoutDays', unit: 'days', least: 30, most: 365 },
    count: (ctx, days) => ctx.db.$count(checkoutAttempts, unpaidAttempts(ctx, days)),
    apply: (ctx, days) =>
      ctx.db.transaction(async (tx) => {
        const due = await tx
          .select({ id: checkoutAttempts.id })
          .from(checkoutAttempts)
          .where(unpaidAttempts({ ...ctx, db: tx }, days))
          .limit(20_000)
          .for('update', { skipLocked: true })
        const ids = due.map(({ id }) => id)
        if (ids.length === 0) return 0
        await tx.delete(campaignGifts).where(inArray(campaignGifts.attemptId, ids))
        await tx.delete(checkoutAttempts).where(inArray(checkoutAttempts.id, ids))
        return ids.length
      }),
  },
  {
    key: 'stripe-events',
    what: 'What Stripe told of payments (numbers of its own, no names), once it is settled',
    end: 'reduced to its number and kind, so that it is never taken in twice',
    after: { group: 'privacy', name: 'stripeEventMonths', unit: 'months', least: 6, most: 84 },
    count: (ctx, months) => ctx.db.$count(stripeEvents, oldEvents(ctx, months)),
    apply: async (ctx, months) => {
      const set = await ctx.db
        .update(stripeEvents)
        .set({ payload: sql`jsonb_build_object('id', ${stripeEvents.id}, 'type', ${stripeEvents.type})` })
        .where(oldEvents(ctx, months))
        .returning({ id: stripeEvents.id })
      return set.length
    },
  },
]

export const accountRules: Rule[] = [...signIns, ...accounts, ...postedMails, ...money]
