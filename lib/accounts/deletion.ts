import { and, count, eq, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { articles, authors } from '#db/schema/articles.ts'
import { caseViews } from '#db/schema/cases.ts'
import { comments } from '#db/schema/comments.ts'
import { takenComments } from '#db/schema/moderation.ts'
import { accountDeletions, people, personRoles, sessions, verificationTokens } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { personalArchives } from '#db/schema/privacy.ts'
import { signInCodes } from '#db/schema/sign-in.ts'
import { articlePresence } from '#db/schema/writing.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { forgetClaimant } from '#lib/books/forget.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { after, day, minute } from '#lib/clock.ts'
import { forgetCommenter } from '#lib/comments/forget.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { endAllGiving, forgetDonor } from '#lib/donations/manage/leave.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { endMembership } from '#lib/membership/commands.ts'
import { forgetInvitations } from '#lib/people/invitations.ts'
import { forgetDevicesOf } from '#lib/people/known-devices.ts'
import type { Person } from '#lib/people/model.ts'
import { removePersonalArchivesJob } from '#lib/privacy/remove-archives-job.ts'
import { forgetFactor } from '#lib/second-factor/commands.ts'
import { forgetReader } from '#lib/wall/commands.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { deleteAccountsJob } from './deletion-job.ts'
import { mayDeleteAccount, type MayDelete } from './policy.ts'

/** A deletion that waits because Stripe could not be reached; null when none does. */
export interface WaitingDeletion {
  requestedAt: Date
}

export async function waitingDeletionOf(ctx: Context, personId: string): Promise<WaitingDeletion | null> {
  const [row] = await ctx.db
    .select({ requestedAt: accountDeletions.requestedAt })
    .from(accountDeletions)
    .where(and(eq(accountDeletions.personId, personId), isNull(accountDeletions.doneAt)))
  return row ?? null
}

/** Whether somebody may delete their account, and if not, why. What roles they have is looked up: a session may hold none. */
export async function deletionVerdict(ctx: Context, person: Pick<Person, 'id'>): Promise<MayDelete> {
  const roles = await ctx.db
    .select({ role: personRoles.role })
    .from(personRoles)
    .where(eq(personRoles.personId, person.id))
  const [others] = await ctx.db
    .select({ administrators: count() })
    .from(personRoles)
    .where(and(eq(personRoles.role, 'administrator'), ne(personRoles.personId, person.id)))
  return mayDeleteAccount({ roles: roles.map(({ role }) => role) }, { administrators: others?.administrators ?? 0 })
}

/**
 * Deletes the account of whoever asks: what they give is ended at Stripe first, then name and address are taken out of
 * everything that accounts law makes us keep. While Stripe cannot be reached the deletion waits, and the worker tries
 * again; nothing is half deleted.
 * @param confirmation what they typed: their address
 * @returns `waiting` when it could not be done yet
 * @throws Refusal `invalid` for another confirmation, `forbidden` with the reason for staff
 */
export async function requestDeletion(ctx: Context, person: Person, confirmation: string): Promise<'done' | 'waiting'> {
  if (!confirms(confirmation, person))
    throw fieldRefusal('confirmation', 'Type the address of this account, as it stands above, to delete it.')
  await inTransaction(ctx, async (tx) => {
    const verdict = await lockedVerdict(tx, person)
    if (!verdict.allowed) throw new Refusal('forbidden', verdict.message)
    await orderDeletion(tx, person.id)
  })
  return deleteAccount(ctx, person.id)
}

interface OnRequest {
  personId: string
  /** The address of the account, typed by whoever deletes it. */
  confirmation: string
  /** How they asked, and how it was seen that it was they; without their name: the audit log forgets nothing. */
  reason: string
  actorId: string
}

/**
 * Deletes the account of somebody who asked for it in writing, as they would themselves; who did it is noted, and the last
 * mail tells them.
 * @returns `waiting` when Stripe could not be reached: the worker tries again
 * @throws Refusal `not_found` for an account that is gone, `invalid` for another confirmation, `conflict` for staff
 */
export async function deleteOnRequest(ctx: Context, request: OnRequest): Promise<'done' | 'waiting'> {
  const { personId, confirmation, reason, actorId } = request
  await inTransaction(ctx, async (tx) => {
    const [person] = await tx.db
      .select({ id: people.id, email: people.email })
      .from(people)
      .where(and(eq(people.id, personId), isNull(people.deletedAt)))
    if (!person) throw new Refusal('not_found', 'This account has been deleted already.')
    if (!confirms(confirmation, person))
      throw fieldRefusal('confirmation', 'Type the address of their account, as it stands above, to delete it.')
    const verdict = await lockedVerdict(tx, person)
    if (!verdict.allowed) throw new Refusal('conflict', takeRolesFirst)
    // Asked for once more while Stripe is away, it is one deletion, and noted once.
    if (!(await orderDeletion(tx, personId))) return
    await recordAudit(tx, {
      actorId,
      action: 'deleted an account because the person asked',
      subject: subjectOf('person', personId),
      details: { reason },
    })
  })
  return deleteAccount(ctx, personId)
}

export const takeRolesFirst =
  'They work for the magazine with this account. Take its roles away at People first; then it can be deleted.'

function confirms(typed: string, { email }: { email: string }): boolean {
  return typed.trim().toLowerCase() === email
}

async function lockedVerdict(tx: Context, person: Pick<Person, 'id'>): Promise<MayDelete> {
  // Whoever gives a role locks the same: lib/people/roles.ts.
  await tx.db.select({ id: people.id }).from(people).where(eq(people.id, person.id)).for('update')
  return deletionVerdict(tx, person)
}

/** Notes that an account is to go, and has the worker see to it. @returns false when that was noted before */
async function orderDeletion(tx: Context, personId: string): Promise<boolean> {
  const made = await tx.db
    .insert(accountDeletions)
    .values({ personId, requestedAt: tx.now })
    .onConflictDoNothing({ target: accountDeletions.personId })
    .returning({ personId: accountDeletions.personId })
  // Should this process die before it is done.
  await tx.queue.send(tx.db, deleteAccountsJob, {}, { startAfter: after(tx.now, minute) })
  return made.length > 0
}

/** Every deletion that still waits. @throws Error when one still cannot be done, so that the job is tried again */
export async function finishDeletions(ctx: Context): Promise<void> {
  const waiting = await ctx.db
    .select({ personId: accountDeletions.personId })
    .from(accountDeletions)
    .where(isNull(accountDeletions.doneAt))
  let left = 0
  for (const { personId } of waiting) if ((await deleteAccount(ctx, personId)) === 'waiting') left += 1
  await forgetFarewells(ctx)
  if (left > 0) throw new Error(`${left} accounts wait to be deleted: Stripe cannot be reached`)
}

async function deleteAccount(ctx: Context, personId: string): Promise<'done' | 'waiting'> {
  try {
    await endAllGiving(ctx, personId, (tx) => forget(tx, personId))
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'unavailable') throw error
    await ctx.db.update(accountDeletions).set({ problem: error.message }).where(eq(accountDeletions.personId, personId))
    return 'waiting'
  }
  return 'done'
}

/** Takes name and address out of everything, notes that it is done, and says so in a last mail. */
async function forget(tx: Context, personId: string): Promise<void> {
  const [person] = await tx.db.select().from(people).where(eq(people.id, personId)).for('update')
  if (!person || person.deletedAt !== null) return
  await forgetPerson(tx, person)
  await tx.db
    .update(accountDeletions)
    .set({ doneAt: tx.now, problem: null })
    .where(eq(accountDeletions.personId, personId))
  const { name } = await magazineSettings(tx)
  await postMail(tx, {
    kind: 'account-deleted',
    recipient: person.email,
    data: { magazine: name, site: tx.config.publicUrl },
    dedupeKey: `account-deleted:${personId}`,
  })
}

/** An address that is nobody's, by a name reserved for that (RFC 2606). */
function nobodysAddress(personId: string): string {
  return `deleted-${personId}@deleted.invalid`
}

async function forgetPerson(tx: Context, person: { id: string; email: string }): Promise<void> {
  const { id, email } = person
  const nobody = nobodysAddress(id)
  await tx.db.delete(sessions).where(eq(sessions.userId, id))
  await tx.db.delete(signInCodes).where(eq(signInCodes.email, email))
  await tx.db.delete(verificationTokens).where(eq(verificationTokens.identifier, email))
  // What a mail server says of an address that takes no mail names it.
  await tx.db.update(mails).set({ recipient: nobody, data: {}, problem: null }).where(eq(mails.recipient, email))
  await tx.db
    .update(mails)
    .set({ refusedAt: tx.now, problem: 'Not sent: the account was deleted.' })
    .where(and(eq(mails.recipient, nobody), isNull(mails.sentAt), isNull(mails.refusedAt)))
  await forgetDonor(tx, person)
  await forgetClaimant(tx, id)
  await endMembership(tx, id, 'The account was deleted.')
  await forgetReader(tx, id)
  await forgetInvitations(tx, email, nobody)
  await forgetArchives(tx, id, nobody)
  await leaveStaff(tx, id)
  await forgetFactor(tx, id)
  await forgetDevicesOf(tx, id)
  await forgetCommenter(tx, person)
  await tx.db
    .update(people)
    .set({
      name: null,
      email: nobody,
      emailVerified: null,
      image: null,
      mailRefusedAt: null,
      mailRefusedBecause: null,
      deletedAt: tx.now,
      lastSeenAt: null,
    })
    .where(eq(people.id, id))
  const commented = await tx.db
    .selectDistinct({ articleId: comments.articleId })
    .from(comments)
    .where(eq(comments.personId, id))
  await announceChange(
    tx,
    commented.map(({ articleId }) => tags.comments(articleId)),
  )
}

/**
 * Staff hand over before they go, and nobody who waits to go is given a role. An author stays, and another account may write
 * as them.
 */
async function leaveStaff(tx: Context, personId: string): Promise<void> {
  await tx.db.delete(personRoles).where(eq(personRoles.personId, personId))
  await tx.db.update(authors).set({ personId: null }).where(eq(authors.personId, personId))
  await tx.db.delete(caseViews).where(eq(caseViews.personId, personId))
  await tx.db.delete(articlePresence).where(eq(articlePresence.personId, personId))
  await tx.db.delete(takenComments).where(eq(takenComments.moderatorId, personId))
  await tx.db.update(articles).set({ assignedTo: null }).where(eq(articles.assignedTo, personId))
}

/** What was put together for them is nobody's to fetch any more; the worker removes the files at once. */
async function forgetArchives(tx: Context, personId: string, nobody: string): Promise<void> {
  await tx.db
    .update(personalArchives)
    .set({
      email: nobody,
      state: sql`case when ${personalArchives.state} in ('waiting','running') then 'failed' else ${personalArchives.state} end`,
      expiresAt: tx.now,
    })
    .where(eq(personalArchives.personId, personId))
  await tx.queue.send(tx.db, removePersonalArchivesJob, {})
}

/** The mail that says it is done needs the address once more; when it is out, and a day later, nothing does. */
async function forgetFarewells(ctx: Context): Promise<void> {
  const recipient = 'nobody@deleted.invalid'
  await ctx.db
    .update(mails)
    .set({ recipient, data: {} })
    .where(
      and(
        eq(mails.kind, 'account-deleted'),
        lt(mails.createdAt, after(ctx.now, -day)),
        or(isNotNull(mails.sentAt), isNotNull(mails.refusedAt)),
        ne(mails.recipient, recipient),
      ),
    )
}
