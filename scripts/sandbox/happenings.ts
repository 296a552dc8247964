import { and, asc, eq, gt, inArray, lte, max, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import type { Database } from '#db/client.ts'
import { donations } from '#db/schema/donations.ts'
import { membershipLedger } from '#db/schema/membership.ts'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { formatMoney } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'

export type Kind = 'paid' | 'failed' | 'lapsed' | 'membership' | 'mail'

export interface Happening {
  kind: Kind
  /** In words, for whoever watches. */
  words: string
}

/** How far the tables had been read. */
export interface Bookmark {
  receipt: number
  sequence: number
  mail: string
  at: Date
}

const nothing = '00000000-0000-0000-0000-000000000000'
const newestMail = z.tuple([z.object({ id: z.string().nullable() })])

/** @param at the magazine's time */
export async function bookmark(db: Database, at: Date): Promise<Bookmark> {
  const [receipt] = await db.select({ last: max(donations.receiptNumber) }).from(donations)
  const [entry] = await db.select({ last: max(membershipLedger.sequence) }).from(membershipLedger)
  // PostgreSQL has no max() of uuids before version 18.
  const [mail] = newestMail.parse([...(await db.execute(sql`select max(id::text) as id from mails`))])
  return { receipt: receipt?.last ?? 0, sequence: entry?.last ?? 0, mail: mail.id ?? nothing, at }
}

/** What the magazine noted between two bookmarks, about money, memberships and mail. */
export async function happenedBetween(db: Database, from: Bookmark, to: Bookmark): Promise<Happening[]> {
  return [...(await payments(db, from)), ...(await memberships(db, from, to)), ...(await posted(db, from))]
}

async function payments(db: Database, from: Bookmark): Promise<Happening[]> {
  const rows = await db
    .select({
      name: nameOf,
      amount: donations.amount,
      currency: donations.currency,
      frequency: donations.frequency,
    })
    .from(donations)
    .innerJoin(people, eq(people.id, donations.personId))
    .where(gt(donations.receiptNumber, from.receipt))
    .orderBy(asc(donations.receiptNumber))
  return rows.map(({ name, amount, currency, frequency }) => {
    const money = formatMoney({ amount, currency: currencySchema.parse(currency) })
    return { kind: 'paid', words: `${name} paid ${money}${frequency === 'once' ? '' : ` for the ${frequency}`}` }
  })
}

const nameOf = sql<string>`coalesce(${people.name}, ${people.email})`

async function memberships(db: Database, from: Bookmark, to: Bookmark): Promise<Happening[]> {
  const ledger = membershipLedger
  const recorded = await db
    .select({ name: nameOf, tier: ledger.tier, state: ledger.state, until: ledger.validUntil, reason: ledger.reason })
    .from(ledger)
    .innerJoin(people, eq(people.id, ledger.personId))
    .where(gt(ledger.sequence, from.sequence))
    .orderBy(asc(ledger.sequence))
  const later = alias(ledger, 'later')
  const superseded = db
    .select({ one: sql`1` })
    .from(later)
    .where(
      and(
        eq(later.personId, ledger.personId),
        eq(later.source, ledger.source),
        eq(later.sourceRef, ledger.sourceRef),
        gt(later.sequence, ledger.sequence),
      ),
    )
  const ended = await db
    .select({ name: nameOf, state: ledger.state })
    .from(ledger)
    .innerJoin(people, eq(people.id, ledger.personId))
    .where(
      and(
        inArray(ledger.state, ['grace', 'ending', 'active']),
        gt(ledger.validUntil, from.at),
        lte(ledger.validUntil, to.at),
        notExists(superseded),
      ),
    )
  return [
    ...recorded.map(({ name, tier, state, until, reason }): Happening => {
      const days = until === null ? '' : ` until ${until.toISOString().slice(0, 10)}`
      const kind = state === 'grace' ? 'failed' : state === 'lapsed' ? 'lapsed' : 'membership'
      return { kind, words: `${name}, ${tier}: ${state === 'grace' ? 'in grace' : state}${days}. ${reason}` }
    }),
    ...ended.map(({ name, state }): Happening => {
      const why = state === 'grace' ? 'the grace is over' : 'what was paid for is over'
      return { kind: 'lapsed', words: `${name}: lapsed, ${why}.` }
    }),
  ]
}

async function posted(db: Database, from: Bookmark): Promise<Happening[]> {
  const rows = await db
    .select({ kind: mails.kind, recipient: mails.recipient })
    .from(mails)
    .where(sql`${mails.id} > ${from.mail}::uuid`)
    .orderBy(asc(mails.id))
  return rows.map(({ kind, recipient }) => ({ kind: 'mail', words: `mail ${kind} to ${recipient}` }))
}
