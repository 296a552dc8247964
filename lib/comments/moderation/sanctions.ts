import { and, eq, gt, inArray, isNull, or } from 'drizzle-orm'
import { z } from 'zod'
import { sanctions } from '#db/schema/moderation.ts'
import { people, personRoles } from '#db/schema/people.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { defineJob, handle } from '#lib/jobs/job.ts'
import type { Person } from '#lib/people/model.ts'
import type { Sanction } from '../model.ts'
import { notify } from '../notices/notify.ts'
import { requireModerator, requireNote } from './decide.ts'
import { record } from './internal/log.ts'
import type { ModerationAction } from './model.ts'

type Kind = Sanction['kind']

const actions: Record<Kind, ModerationAction> = {
  pre_moderation: 'put under pre-moderation',
  suspension: 'suspended',
  ban: 'banned',
}

const sentences: Record<Kind, string> = {
  pre_moderation: 'From now on a moderator reads what you write before it is published.',
  suspension: 'You are suspended from commenting for a time.',
  ban: 'A moderator has ended your right to comment here.',
}

/** Due when a suspension is over. */
const suspensionOverJob = defineJob('suspension-over', z.object({ sanctionId: z.uuid() }))

export interface NewSanction {
  personId: string
  kind: Kind
  /** The end, of a suspension; null otherwise. */
  until: Date | null
  /** For moderators. */
  reason: string
  /** What the person is told; may be empty. */
  note: string
  /** The comment it is for. */
  commentId: string | null
}

/**
 * Imposes a sanction; one of the same kind that is in force ends with it. The person is told. Whoever writes at the same
 * moment is either before it or refused (`admitAgain` in the gate).
 * @returns the log's entry, by which it can be undone
 * @throws Refusal when it is against staff, gives no reason or ends in the past
 */
export async function imposeSanction(ctx: Context, actor: Person, given: NewSanction): Promise<string> {
  requireModerator(actor)
  requireReason(given.reason)
  requireNote(given.note)
  const { personId, kind, until, reason, note, commentId } = given
  if ((kind === 'suspension') !== (until !== null) || (until !== null && until <= ctx.now))
    throw new Refusal('invalid', 'Please look at what is marked below.', {
      until: 'Choose a day that is still to come.',
    })
  return inTransaction(ctx, async (tx) => {
    await lockCommenter(tx, personId)
    const ended = await endInForce(tx, personId, kind, actor.id)
    const [made] = await tx.db
      .insert(sanctions)
      .values({ personId, kind, commentId, reason, note, startsAt: tx.now, until, imposedBy: actor.id })
      .returning({ id: sanctions.id })
    if (!made) throw new Error('the sanction was not kept')
    const action = actions[kind]
    const end: Record<string, string> = until === null ? {} : { until: until.toISOString() }
    const logId = await record(tx, {
      action,
      actorId: actor.id,
      personId,
      commentId,
      reason,
      deed: { sanction: made.id, ended, ...end },
    })
    await recordAudit(tx, {
      actorId: actor.id,
      action: `${action} a commenter`,
      subject: subjectOf('person', personId),
      details: { reason, ...end },
    })
    await tell(tx, personId, commentId, `sanction:${made.id}`, [sentences[kind], note])
    if (until !== null) await tx.queue.send(tx.db, suspensionOverJob, { sanctionId: made.id }, { startAfter: until })
    return logId
  })
}

/** Tells somebody that they went too far, and nothing else. @returns the log's entry */
export async function warn(
  ctx: Context,
  actor: Person,
  { personId, commentId, reason, note }: { personId: string; commentId: string | null; reason: string; note: string },
): Promise<string> {
  requireModerator(actor)
  requireReason(reason)
  requireNote(note)
  if (note === '')
    throw new Refusal('invalid', 'Please look at what is marked below.', {
      note: 'Write what the person is to be told.',
    })
  return inTransaction(ctx, async (tx) => {
    await lockCommenter(tx, personId)
    const logId = await record(tx, { action: 'warned', actorId: actor.id, personId, commentId, reason })
    await tell(tx, personId, commentId, `warning:${logId}`, ['A moderator asks you to mind how you write here.', note])
    return logId
  })
}

/**
 * Ends a sanction before its time. The person is told.
 * @throws Refusal `conflict` when it is over already
 */
export async function endSanction(
  ctx: Context,
  actor: Person,
  { sanctionId, reason }: { sanctionId: string; reason: string },
): Promise<string> {
  requireModerator(actor)
  return inTransaction(ctx, async (tx) => {
    const personId = await endLocked(tx, sanctionId, actor.id)
    if (personId === null) throw new Refusal('conflict', 'That sanction is over already.')
    const logId = await record(tx, {
      action: 'ended a sanction',
      actorId: actor.id,
      personId,
      reason,
      deed: { ended: [sanctionId] },
    })
    await recordAudit(tx, {
      actorId: actor.id,
      action: 'ended a sanction',
      subject: subjectOf('person', personId),
      details: { reason },
    })
    await tell(tx, personId, null, `sanction-ended:${logId}`, [
      'A moderator has ended the measure against you before its time.',
    ])
    return logId
  })
}

/** Ends one that is in force. @returns whose it was; null when it was over */
export async function endLocked(tx: Context, sanctionId: string, actorId: string): Promise<string | null> {
  const [row] = await tx.db
    .update(sanctions)
    .set({ endedAt: tx.now, endedBy: actorId })
    .where(
      and(
        eq(sanctions.id, sanctionId),
        isNull(sanctions.endedAt),
        or(isNull(sanctions.until), gt(sanctions.until, tx.now)),
      ),
    )
    .returning({ personId: sanctions.personId })
  return row?.personId ?? null
}

async function endInForce(tx: Context, personId: string, kind: Kind, actorId: string): Promise<string[]> {
  const rows = await tx.db
    .update(sanctions)
    .set({ endedAt: tx.now, endedBy: actorId })
    .where(
      and(
        eq(sanctions.personId, personId),
        eq(sanctions.kind, kind),
        isNull(sanctions.endedAt),
        or(isNull(sanctions.until), gt(sanctions.until, tx.now)),
      ),
    )
    .returning({ id: sanctions.id })
  return rows.map(({ id }) => id)
}

/** Lets sanctions that were ended go on. */
export async function resume(tx: Context, ids: string[]): Promise<void> {
  if (ids.length > 0)
    await tx.db.update(sanctions).set({ endedAt: null, endedBy: null }).where(inArray(sanctions.id, ids))
}

/** When a suspension has run its time, its person is told. */
export const tellOfSuspensionOver = handle(suspensionOverJob, async (ctx, { sanctionId }) => {
  const [row] = await ctx.db
    .select({ personId: sanctions.personId, endedAt: sanctions.endedAt })
    .from(sanctions)
    .where(eq(sanctions.id, sanctionId))
  if (!row || row.endedAt !== null) return
  await inTransaction(ctx, (tx) =>
    tell(tx, row.personId, null, `suspension-over:${sanctionId}`, ['Your suspension is over: you may comment again.']),
  )
})

async function tell(
  tx: Context,
  personId: string,
  commentId: string | null,
  event: string,
  lines: string[],
): Promise<void> {
  const [sentence = '', note = ''] = lines
  const text = note === '' ? sentence : `${sentence}\n\nThe moderator writes: ${note}`
  await notify(tx, { personId, kind: 'moderation', commentId, text, event })
}

/** Holds back whoever posts for this person meanwhile. @throws Refusal when there is no such person, or they are staff */
async function lockCommenter(tx: Context, personId: string): Promise<void> {
  const [person] = await tx.db.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('update')
  if (!person) throw new Refusal('not_found', 'That person is not here.')
  const roles = await tx.db
    .select({ role: personRoles.role })
    .from(personRoles)
    .where(eq(personRoles.personId, personId))
    .limit(1)
  if (roles.length > 0)
    throw new Refusal('conflict', 'Staff answer for what they write to the magazine, and are not sanctioned here.')
}

function requireReason(reason: string): void {
  if (reason.trim() === '')
    throw new Refusal('invalid', 'Please look at what is marked below.', { reason: 'Say why, for the next moderator.' })
}
