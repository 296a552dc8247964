import { and, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { commentReports, sanctions } from '#db/schema/moderation.ts'
import { comments } from '#db/schema/comments.ts'
import { people } from '#db/schema/people.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Person } from '#lib/people/model.ts'
import type { CommentState, Sanction } from '../model.ts'
import { requireModerator, requireNote } from './decide.ts'
import { record } from './internal/log.ts'
import { wasRejected } from './internal/log.ts'

/** What a comment's writer is, at a glance. */
export interface Glance {
  id: string
  name: string | null
  /** Since when they have an account. */
  since: Date
  /** Counted up to `mostPublished`. */
  published: number
  rejected: number
  sanctions: Sanction[]
}

/** Whoever has had so many comments published is known; nobody counts on. */
export const mostPublished = 200

const countedSchema = z.array(
  z.object({
    id: z.string(),
    published: z.number(),
    rejected: z.number(),
    name: z.string().nullable(),
    since: z.coerce.date(),
  }),
)

/** Of several people at once. */
export async function glances(ctx: Context, ids: readonly string[]): Promise<Map<string, Glance>> {
  if (ids.length === 0) return new Map()
  const wanted = sql.join(
    [...new Set(ids)].map((id) => sql`${id}::uuid`),
    sql`, `,
  )
  const [rows, inForce] = await Promise.all([
    ctx.db.execute(sql`
      select person.id, person.name, person.created_at as since,
        (select count(*)::int from (select 1 from comments where person_id = person.id and state = 'published'
          order by created_at desc, id desc limit ${mostPublished}) counted) as published,
        (select count(*)::int from comments where person_id = person.id
          and (state = 'rejected' or (state = 'deleted' and ${wasRejected}))) as rejected
      from people person where person.id in (${wanted})`),
    sanctionsInForceOf(ctx, [...new Set(ids)]),
  ])
  return new Map(
    countedSchema
      .parse([...rows])
      .map((row) => [row.id, { ...row, sanctions: inForce.filter(({ personId }) => personId === row.id) }]),
  )
}

function sanctionsInForceOf(ctx: Context, ids: string[]): Promise<(Sanction & { personId: string })[]> {
  return ctx.db
    .select({
      id: sanctions.id,
      personId: sanctions.personId,
      kind: sanctions.kind,
      note: sanctions.note,
      until: sanctions.until,
    })
    .from(sanctions)
    .where(
      and(
        inArray(sanctions.personId, ids),
        isNull(sanctions.endedAt),
        sql`(${sanctions.until} is null or ${sanctions.until} > ${sql.param(ctx.now, sanctions.until)})`,
      ),
    )
}

export interface SanctionLine {
  id: string
  kind: Sanction['kind']
  reason: string
  note: string
  startsAt: Date
  until: Date | null
  endedAt: Date | null
  by: string | null
  endedBy: string | null
  isInForce: boolean
}

const enders = alias(people, 'ender')

/** Every sanction a person ever had, the newest first; at most 100. */
export async function sanctionsOf(ctx: Context, personId: string): Promise<SanctionLine[]> {
  const rows = await ctx.db
    .select({
      id: sanctions.id,
      kind: sanctions.kind,
      reason: sanctions.reason,
      note: sanctions.note,
      startsAt: sanctions.startsAt,
      until: sanctions.until,
      endedAt: sanctions.endedAt,
      by: people.name,
      endedBy: enders.name,
    })
    .from(sanctions)
    .innerJoin(people, eq(people.id, sanctions.imposedBy))
    .leftJoin(enders, eq(enders.id, sanctions.endedBy))
    .where(eq(sanctions.personId, personId))
    .orderBy(desc(sanctions.startsAt), desc(sanctions.id))
    .limit(100)
  return rows.map((row) => ({
    ...row,
    isInForce: row.endedAt === null && (row.until === null || row.until > ctx.now),
  }))
}

/** What a person did here, in figures. */
export interface Tally {
  comments: Record<CommentState, number>
  reportsMade: { waiting: number; upheld: number; declined: number }
  reportsReceived: { waiting: number; upheld: number; declined: number }
}

const stateSchema = z.array(
  z.object({ state: z.enum(['published', 'held', 'rejected', 'deleted']), count: z.number() }),
)
const outcomeSchema = z.array(z.object({ outcome: z.enum(['upheld', 'declined', 'waiting']), count: z.number() }))

export async function tallyOf(ctx: Context, personId: string): Promise<Tally> {
  const outcome = sql`coalesce(${commentReports.outcome}, 'waiting')`
  const [states, made, received] = await Promise.all([
    ctx.db
      .select({ state: comments.state, count: sql<number>`count(*)::int` })
      .from(comments)
      .where(eq(comments.personId, personId))
      .groupBy(comments.state),
    ctx.db
      .select({ outcome, count: sql<number>`count(*)::int` })
      .from(commentReports)
      .where(eq(commentReports.personId, personId))
      .groupBy(outcome),
    ctx.db
      .select({ outcome, count: sql<number>`count(*)::int` })
      .from(commentReports)
      .innerJoin(comments, eq(comments.id, commentReports.commentId))
      .where(and(eq(comments.personId, personId), isNotNull(comments.personId)))
      .groupBy(outcome),
  ])
  const tally: Tally = {
    comments: { published: 0, held: 0, rejected: 0, deleted: 0 },
    reportsMade: { waiting: 0, upheld: 0, declined: 0 },
    reportsReceived: { waiting: 0, upheld: 0, declined: 0 },
  }
  for (const { state, count } of stateSchema.parse(states)) tally.comments[state] = count
  for (const one of outcomeSchema.parse(made)) tally.reportsMade[one.outcome] = one.count
  for (const one of outcomeSchema.parse(received)) tally.reportsReceived[one.outcome] = one.count
  return tally
}

/** Writes something down about a person, for moderators alone. */
export async function noteOn(ctx: Context, actor: Person, personId: string, note: string): Promise<void> {
  requireModerator(actor)
  requireNote(note)
  if (note.trim() === '')
    throw new Refusal('invalid', 'Please look at what is marked below.', { note: 'Write the note first.' })
  await inTransaction(ctx, (tx) => record(tx, { action: 'noted', actorId: actor.id, personId, reason: note.trim() }))
}
