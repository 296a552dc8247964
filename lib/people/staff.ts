import { and, asc, count, eq, gt, ilike, inArray, isNull, or } from 'drizzle-orm'
import { people, personRoles, sessions } from '#db/schema/people.ts'
import { secondFactors } from '#db/schema/second-factor.ts'
import type { Context } from '#lib/context.ts'
import { outsideTime } from '#lib/system-time.ts'
import type { StaffRole } from './model.ts'

export interface StaffRow {
  id: string
  name: string | null
  email: string
  roles: StaffRole[]
  lastSeenAt: Date | null
  /** Browsers that are signed in. */
  sessions: number
  hasSecondFactor: boolean
}

/** Who works for the magazine, by name. @param q a part of a name or an address; empty for everybody */
export async function staffList(ctx: Context, q: string): Promise<StaffRow[]> {
  const like = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`
  const rows = await ctx.db
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      lastSeenAt: people.lastSeenAt,
      role: personRoles.role,
      factor: secondFactors.personId,
    })
    .from(personRoles)
    .innerJoin(people, eq(people.id, personRoles.personId))
    .leftJoin(secondFactors, eq(secondFactors.personId, people.id))
    .where(
      and(isNull(people.deletedAt), q === '' ? undefined : or(ilike(people.name, like), ilike(people.email, like))),
    )
    .orderBy(asc(people.name), asc(people.email), asc(personRoles.role))
    .limit(2_000)
  const staff = new Map<string, StaffRow>()
  for (const { role, factor, ...person } of rows) {
    const row = staff.get(person.id) ?? { ...person, roles: [], sessions: 0, hasSecondFactor: factor !== null }
    row.roles.push(role)
    staff.set(person.id, row)
  }
  for (const { personId, many } of await sessionCounts(ctx, [...staff.keys()])) {
    const row = staff.get(personId)
    if (row) row.sessions = many
  }
  return [...staff.values()]
}

async function sessionCounts(ctx: Context, ids: string[]): Promise<{ personId: string; many: number }[]> {
  if (ids.length === 0) return []
  return ctx.db
    .select({ personId: sessions.userId, many: count() })
    .from(sessions)
    .where(and(inArray(sessions.userId, ids), gt(sessions.expires, outsideTime(ctx))))
    .groupBy(sessions.userId)
}
