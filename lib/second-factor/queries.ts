import { and, count, eq, gt, isNull } from 'drizzle-orm'
import { sessions } from '#db/schema/people.ts'
import { recoveryCodes, secondFactors, secondFactorSetups } from '#db/schema/second-factor.ts'
import { after, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { decryptFrom } from '#lib/encrypted.ts'
import type { Person } from '#lib/people/model.ts'
import { magazineSettings, staffSettings } from '#lib/settings/queries.ts'
import { setupSecret } from './columns.ts'
import { keyAddress } from './internal/app-codes.ts'
import { doorFor, factorRules, inFours, requiredFrom, type Door } from './model.ts'

/** What is shown of somebody's second factor. */
export interface FactorOnFile {
  setUpAt: Date
  /** Recovery codes not used yet. */
  codesLeft: number
}

export async function factorOf(ctx: Context, personId: string): Promise<FactorOnFile | null> {
  const [factor] = await ctx.db.select().from(secondFactors).where(eq(secondFactors.personId, personId))
  return factor ? { setUpAt: factor.setUpAt, codesLeft: await codesLeft(ctx, personId) } : null
}

export async function codesLeft(ctx: Context, personId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.personId, personId), isNull(recoveryCodes.usedAt)))
  return row?.left ?? 0
}

/** From when on the settings ask somebody for a second factor; null for never. */
export async function requiredOf(ctx: Context, { roles }: Pick<Person, 'roles'>): Promise<Date | null> {
  const [asked, { timeZone }] = await Promise.all([staffSettings(ctx), magazineSettings(ctx)])
  return requiredFrom(roles, asked, timeZone)
}

/**
 * Where a session of somebody stands before the desk. Of a reader nothing is looked up.
 * @param sessionHash how the table of sessions knows it
 */
export async function doorOf(ctx: Context, person: Pick<Person, 'roles'>, sessionHash: string): Promise<Door> {
  const { roles } = person
  if (roles.length === 0) return 'open'
  const [row] = await ctx.db
    .select({ shownAt: sessions.secondFactorAt, factor: secondFactors.personId })
    .from(sessions)
    .leftJoin(secondFactors, eq(secondFactors.personId, sessions.userId))
    .where(eq(sessions.sessionToken, sessionHash))
  const hasFactor = row ? row.factor !== null : true
  const required = hasFactor ? null : await requiredOf(ctx, person)
  return doorFor({ roles, hasFactor, shownAt: row?.shownAt ?? null, required }, ctx.now)
}

/** A secret that was shown in a session and waits for its first code. */
export interface WaitingSetUp {
  /** What the square code holds. */
  address: string
  /** The secret in fours, for typing. */
  typed: string
}

/** @returns null when none was begun in this session, or an hour has passed since */
export async function waitingSetUp(ctx: Context, person: Person, sessionHash: string): Promise<WaitingSetUp | null> {
  const [row] = await ctx.db
    .select()
    .from(secondFactorSetups)
    .where(
      and(
        eq(secondFactorSetups.sessionToken, sessionHash),
        eq(secondFactorSetups.personId, person.id),
        gt(secondFactorSetups.beganAt, after(ctx.now, -factorRules.setUpMinutes * minute)),
      ),
    )
  if (!row) return null
  const secret = decryptFrom(ctx.config, setupSecret, sessionHash, row.secret)
  const { name } = await magazineSettings(ctx)
  return {
    address: keyAddress(secret, { issuer: name, account: person.email }),
    typed: inFours(secret).replaceAll('-', ' '),
  }
}
