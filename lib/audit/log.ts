import { and, desc, eq, gte, lt, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { auditLog } from '#db/schema/platform.ts'
import type { Context } from '#lib/context.ts'
import { isEarlier, type ListPlace } from '#lib/keyset.ts'
import type { AuditRow } from './audit.ts'

/** What is asked of the log; what is absent narrows nothing. */
export interface AuditFilter {
  /** Whoever did it. */
  actorId?: string | undefined
  /** The first word of a subject, which says what kind of thing it is: person, article, settings. */
  kind?: string | undefined
  /** What was done, as it was noted. */
  action?: string | undefined
  /** The first instant. */
  from?: Date | undefined
  /** The first instant after. */
  until?: Date | undefined
}

/** Written as the index has it, or it is not used. */
const kindOf = sql`split_part(${auditLog.subject}, ' ', 1)`

/** What staff did, the newest first. @param place where the page before ended */
export async function auditLogOf(
  ctx: Context,
  filter: AuditFilter,
  { after, limit }: { after?: ListPlace | undefined; limit: number },
): Promise<AuditRow[]> {
  const { actorId, kind, action, from, until } = filter
  return ctx.db
    .select({
      id: auditLog.id,
      actorId: auditLog.actor,
      action: auditLog.action,
      subject: auditLog.subject,
      details: auditLog.details,
      at: auditLog.at,
    })
    .from(auditLog)
    .where(
      and(
        actorId === undefined ? undefined : eq(auditLog.actor, actorId),
        kind === undefined ? undefined : sql`${kindOf} = ${kind}`,
        action === undefined ? undefined : eq(auditLog.action, action),
        from && gte(auditLog.at, from),
        until && lt(auditLog.at, until),
        isEarlier(auditLog.at, auditLog.id, after),
      ),
    )
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(limit)
}

/** What the log can be narrowed to: whoever ever did something, what was ever done, the kinds it was done to. */
export async function auditChoices(ctx: Context): Promise<{ actorIds: string[]; actions: string[]; kinds: string[] }> {
  const [actorIds, actions, kinds] = await Promise.all([
    valuesOf(ctx, sql`${auditLog.actor}`),
    valuesOf(ctx, sql`${auditLog.action}`),
    valuesOf(ctx, kindOf),
  ])
  return { actorIds, actions, kinds }
}

const valuesSchema = z.array(z.object({ value: z.string() }))

/**
 * The different values of what an index begins with, from one to the next greater one: it costs as many look-ups as there
 * are values, however long the log (https://wiki.postgresql.org/wiki/Loose_indexscan).
 */
async function valuesOf(ctx: Context, of: SQL): Promise<string[]> {
  const rows = await ctx.db.execute(sql`
    with recursive found (value) as (
      (select ${of} from ${auditLog} order by ${of} limit 1)
      union all
      select (select ${of} from ${auditLog} where ${of} > found.value order by ${of} limit 1)
      from found where found.value is not null
    )
    select value from found where value is not null`)
  return valuesSchema.parse([...rows]).map(({ value }) => value)
}
