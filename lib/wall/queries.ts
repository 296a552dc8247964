import { and, eq, gt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { membershipLedger } from '#db/schema/membership.ts'
import { people, personRoles, sessions } from '#db/schema/people.ts'
import { secondFactors } from '#db/schema/second-factor.ts'
import { meteredReadings } from '#db/schema/wall.ts'
import type { Context } from '#lib/context.ts'
import { ledgerRowSchema } from '#lib/membership/ledger-json.ts'
import { benefitsAt, standingAt } from '#lib/membership/model.ts'
import { staffRoleSchema, type StaffRole } from '#lib/people/model.ts'
import { outsideTime } from '#lib/system-time.ts'

/** Somebody signed in, as far as reading goes. */
export interface SignedInReader {
  personId: string
  roles: StaffRole[]
  benefits: string[]
  /** Whether a regular gift of their own pays for a membership now, and so can be raised. */
  hasOwnGift: boolean
  /** Ids of the metered articles opened in the month. */
  read: string[]
}

const ledger = membershipLedger
const ledgerRows = sql`(
  select coalesce(json_agg(json_build_object(
    'sequence', ${ledger.sequence}, 'source', ${ledger.source}, 'sourceRef', ${ledger.sourceRef}, 'tier', ${ledger.tier}, 'state', ${ledger.state},
    'validFrom', ${ledger.validFrom}, 'validUntil', ${ledger.validUntil}, 'reason', ${ledger.reason}, 'recordedAt', ${ledger.recordedAt}) order by ${ledger.sequence}), '[]')
  from ${ledger} where ${ledger.personId} = ${people.id})`.mapWith((value) => z.array(ledgerRowSchema).parse(value))

/** As app/_server/session.ts has it: a session whose second factor was not shown holds none. */
const roles = sql`(
  select coalesce(json_agg(${personRoles.role}), '[]') from ${personRoles} where ${personRoles.personId} = ${people.id}
    and (${sessions.secondFactorAt} is not null
      or not exists (select from ${secondFactors} where ${secondFactors.personId} = ${people.id})))`.mapWith((value) =>
  z.array(staffRoleSchema).parse(value),
)

/**
 * Who reads, and all that decides what they are sent, in one statement: it is asked for every page with a gate.
 * @param sessionHash the hash of the session's token
 * @param month 2026-11
 */
export async function readerOf(ctx: Context, sessionHash: string, month: string): Promise<SignedInReader | null> {
  const read = sql`(
    select coalesce(json_agg(${meteredReadings.articleId}), '[]') from ${meteredReadings}
    where ${meteredReadings.personId} = ${people.id} and ${meteredReadings.month} = ${month})`.mapWith((value) =>
    z.array(z.string()).parse(value),
  )
  const [row] = await ctx.db
    .select({ personId: people.id, roles, ledger: ledgerRows, read })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.userId))
    .where(and(eq(sessions.sessionToken, sessionHash), gt(sessions.expires, outsideTime(ctx))))
  if (row === undefined) return null
  const { ledger: rows, ...reader } = row
  return {
    ...reader,
    benefits: benefitsAt(rows, ctx.now).map(({ benefit }) => benefit),
    hasOwnGift: standingAt(rows, ctx.now).sources.some(
      ({ source, state }) => source === 'stripe' && state !== 'lapsed',
    ),
  }
}
