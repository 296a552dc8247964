import { and, desc, eq, gt, isNull, lt, or } from 'drizzle-orm'
import { people, sessions } from '#db/schema/people.ts'
import type { Database } from '#db/client.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { after, minute } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { outsideTime } from '#lib/system-time.ts'
import { deviceOf } from './device.ts'

const seenEvery = 5 * minute
const longestUserAgent = 400

/** Keeps the session of somebody who has just signed in. @param session.tokenHash the SHA-256 of the cookie's value */
export async function beginSession(
  db: Database,
  session: { tokenHash: string; personId: string; expires: Date; userAgent: string | null },
): Promise<void> {
  const userAgent = session.userAgent?.slice(0, longestUserAgent) ?? null
  await db
    .insert(sessions)
    .values({ sessionToken: session.tokenHash, userId: session.personId, expires: session.expires, userAgent })
}

/**
 * Notes that somebody is here: at most every five minutes, so that it costs a look by key and no more. By real time, as
 * sessions live by it.
 */
export async function noteSeen(ctx: Context, tokenHash: string): Promise<void> {
  const now = outsideTime(ctx)
  const [seen] = await ctx.db
    .update(sessions)
    .set({ lastSeenAt: now })
    .where(
      and(
        eq(sessions.sessionToken, tokenHash),
        or(isNull(sessions.lastSeenAt), lt(sessions.lastSeenAt, after(now, -seenEvery))),
      ),
    )
    .returning({ personId: sessions.userId })
  if (seen) await ctx.db.update(people).set({ lastSeenAt: now }).where(eq(people.id, seen.personId))
}

export interface LiveSession {
  id: string
  /** What it reads with, in words. */
  device: string
  beganAt: Date
  lastSeenAt: Date | null
  /** Whether it is the one that asks. */
  isOwn: boolean
}

/** Somebody's sessions that have not expired, the newest first. @param ownTokenHash of the session that asks */
export async function sessionsOf(ctx: Context, personId: string, ownTokenHash: string | null): Promise<LiveSession[]> {
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, personId), gt(sessions.expires, outsideTime(ctx))))
    .orderBy(desc(sessions.createdAt))
    .limit(100)
  return rows.map(({ id, userAgent, createdAt, lastSeenAt, sessionToken }) => ({
    id,
    device: deviceOf(userAgent),
    beganAt: createdAt,
    lastSeenAt,
    isOwn: sessionToken === ownTokenHash,
  }))
}

/** Signs one browser of somebody out. @throws Refusal `not_found` when it has ended already */
export async function endSession(
  ctx: Context,
  { sessionId, personId, actorId }: { sessionId: string; personId: string; actorId: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [ended] = await tx.db
      .delete(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.userId, personId)))
      .returning({ userAgent: sessions.userAgent })
    if (!ended) throw new Refusal('not_found', 'This session has ended already.')
    await recordAudit(tx, {
      actorId,
      action: 'ended a session',
      subject: subjectOf('person', personId),
      details: { device: deviceOf(ended.userAgent) },
    })
  })
}

/** Signs one of one's own browsers out: nobody's business but one's own. @throws Refusal `not_found` when it has ended already */
export async function endOwnSession(
  ctx: Context,
  { sessionId, personId }: { sessionId: string; personId: string },
): Promise<void> {
  const ended = await ctx.db
    .delete(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, personId)))
    .returning({ id: sessions.id })
  if (ended.length === 0) throw new Refusal('not_found', 'This session has ended already.')
}

/** Signs somebody out of every browser. @returns how many sessions there were */
export async function endSessionsOf(
  ctx: Context,
  { personId, actorId }: { personId: string; actorId: string },
): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const ended = await tx.db.delete(sessions).where(eq(sessions.userId, personId)).returning({ id: sessions.id })
    if (ended.length === 0) return 0
    await recordAudit(tx, {
      actorId,
      action: 'ended all sessions',
      subject: subjectOf('person', personId),
      details: { sessions: ended.length },
    })
    return ended.length
  })
}
