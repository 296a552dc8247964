import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { z } from 'zod'
import { frontArrangementHistory, frontArrangements, type arrangementDeeds } from '#db/schema/front-page.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { callAtItsTurns } from './jobs.ts'
import { arrangementSchema, basisOf, pinnedIn } from './model.ts'
import { standing, toArrangement, type StoredArrangement } from './queries.ts'

const wantedSchema = z.object({
  plan: arrangementSchema.refine((plan) => new Set(pinnedIn(plan)).size === pinnedIn(plan).length, {
    message: 'An article stands in two places.',
  }),
  name: z.string().trim().max(80, 'Write a name of at most 80 characters.'),
  /** Null: at once. */
  startsAt: z.date().nullable(),
  /** Null: until a later one begins. */
  endsAt: z.date().nullable(),
})
type Wanted = z.output<typeof wantedSchema>

export interface Arranging extends z.input<typeof wantedSchema> {
  /** The change to come that is edited; null for what is begun from the page as it stands. */
  id: string | null
  /** What it was begun from, as `basisOf` says it. */
  basis: string
  personId: string
}

export type ArrangingOutcome =
  | { state: 'saved'; id: string; at: 'once' | 'later' }
  /** Somebody else was faster: nothing was saved. What there is now (null: the newest alone): */
  | { state: 'overtaken'; now: StoredArrangement | null }

/**
 * Puts an arrangement on the front page, at once or from an instant on; or changes one to come. Two editors do not undo
 * each other: who began from what is no longer so is told.
 * @throws Refusal for times that cannot be, and when the change to come is over or called off
 */
export function arrangeFront(ctx: Context, { id, basis, personId, ...input }: Arranging): Promise<ArrangingOutcome> {
  const wanted = wantedSchema.parse(input)
  return inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('front page', 0))`)
    const startsAt = wanted.startsAt ?? tx.now
    refuseTimes(tx, wanted)
    if (id !== null) return changeToCome(tx, id, basis, { ...wanted, startsAt, personId })
    if (wanted.startsAt === null) {
      const now = await standing(tx, tx.now)
      if (basisOf(now) !== basis) return { state: 'overtaken', now }
    }
    await refuseSameMinute(tx, startsAt, null)
    const [row] = await tx.db
      .insert(frontArrangements)
      .values({ id: v7({ msecs: tx.now.getTime() }), ...wanted, startsAt, changedBy: personId, changedAt: tx.now })
      .returning()
    return saved(tx, row, 'made', personId)
  })
}

function refuseTimes(ctx: Context, { startsAt, endsAt }: Wanted): void {
  if (startsAt !== null && startsAt <= ctx.now)
    throw fieldRefusal('startsAt', 'That time is past. Choose a later one, or “at once”.')
  if (endsAt !== null && endsAt <= (startsAt ?? ctx.now)) throw fieldRefusal('endsAt', 'It must end after it begins.')
}

/** Which of two that begin together stands, nobody could see from the list. */
async function refuseSameMinute(ctx: Context, startsAt: Date, ownId: string | null): Promise<void> {
  if (startsAt <= ctx.now) return
  const [other] = await ctx.db
    .select({ id: frontArrangements.id })
    .from(frontArrangements)
    .where(
      and(
        eq(frontArrangements.startsAt, startsAt),
        isNull(frontArrangements.cancelledAt),
        ownId === null ? undefined : ne(frontArrangements.id, ownId),
      ),
    )
  if (other)
    throw fieldRefusal('startsAt', 'Another change begins at that minute. Edit that one, or choose another minute.')
}

async function changeToCome(
  ctx: Context,
  id: string,
  basis: string,
  { personId, ...wanted }: Wanted & { startsAt: Date; personId: string },
): Promise<ArrangingOutcome> {
  const row = await lockToCome(ctx, id)
  if (basisOf(row) !== basis) return { state: 'overtaken', now: toArrangement(row) }
  await refuseSameMinute(ctx, wanted.startsAt, id)
  const [changed] = await ctx.db
    .update(frontArrangements)
    .set({ ...wanted, version: row.version + 1, changedBy: personId, changedAt: ctx.now })
    .where(eq(frontArrangements.id, id))
    .returning()
  return saved(ctx, changed, 'changed', personId)
}

/** @throws Refusal when there is no such change to come */
async function lockToCome(ctx: Context, id: string) {
  const [row] = await ctx.db.select().from(frontArrangements).where(eq(frontArrangements.id, id)).for('update')
  if (row === undefined) throw new Refusal('not_found', 'That change is no longer here.')
  if (row.cancelledAt !== null) throw new Refusal('conflict', 'That change was called off meanwhile.')
  if (row.startsAt <= ctx.now)
    throw new Refusal('conflict', 'That change has begun meanwhile: the front page shows it.')
  return row
}

async function saved(
  ctx: Context,
  row: typeof frontArrangements.$inferSelect | undefined,
  deed: 'made' | 'changed',
  personId: string,
): Promise<ArrangingOutcome> {
  if (row === undefined) throw new Error('an arrangement was not written')
  const isLater = row.startsAt > ctx.now
  await note(
    ctx,
    row,
    deed,
    personId,
    isLater ? `${deed === 'made' ? 'scheduled' : 'changed'} a front page` : 'arranged the front page',
  )
  await callAtItsTurns(ctx, row)
  if (!isLater) await announceChange(ctx, [tags.front])
  return { state: 'saved', id: row.id, at: isLater ? 'later' : 'once' }
}

/**
 * Calls off a change to come. Calling off twice changes nothing.
 * @throws Refusal when it has begun, or was changed since
 */
export function cancelArrangement(ctx: Context, id: string, basis: string, personId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const row = await lockToCome(tx, id)
    if (basisOf(row) !== basis)
      throw new Refusal('conflict', 'That change was changed meanwhile. Look at it again before you call it off.')
    await tx.db
      .update(frontArrangements)
      .set({ cancelledAt: tx.now, changedBy: personId, changedAt: tx.now })
      .where(eq(frontArrangements.id, id))
    await note(tx, row, 'cancelled', personId, 'called off a front page')
  })
}

async function note(
  ctx: Context,
  row: typeof frontArrangements.$inferSelect,
  deed: (typeof arrangementDeeds)[number],
  personId: string,
  action: string,
): Promise<void> {
  const { id: arrangementId, version, name, plan, startsAt, endsAt } = row
  await ctx.db
    .insert(frontArrangementHistory)
    .values({ arrangementId, version, deed, name, plan, startsAt, endsAt, personId, at: ctx.now })
  await recordAudit(ctx, {
    actorId: personId,
    action,
    subject: subjectOf('front', arrangementId),
    details: { name, from: startsAt.toISOString(), until: endsAt?.toISOString() ?? null },
  })
}
