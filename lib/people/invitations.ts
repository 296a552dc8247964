import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { people, personRoles, staffInvitations } from '#db/schema/people.ts'
import { commandLine, recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { hashToken, makeToken } from '#lib/secret-token.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { invitationRules, invitationState, rolesInWords, type InvitationState, type StaffRole } from './model.ts'
import { personById } from './queries.ts'
import { giveRoles } from './roles.ts'

const mailsToOneAddress = { name: 'staff-invitation', points: invitationRules.mailsAnHour, seconds: 3600 }

/** Who invites by the command line. */
const whoRunsIt = 'Whoever runs this site'

export interface Invitation {
  id: string
  email: string
  name: string
  roles: StaffRole[]
  /** The name, or the address, of whoever invited them; in words, for the command line. */
  invitedBy: string
  sentAt: Date
  expiresAt: Date
  state: InvitationState
}

/**
 * Invites somebody to the staff by mail. An open invitation of the same address is replaced: its link ends. Whoever has an
 * account gets the roles beside it when they accept, as everybody does.
 * @param input.actorId an administrator, or the command line
 * @returns the link that the mail holds, for whoever hands it on where no mail can be sent
 * @throws Refusal `invalid` for an address that is on the staff already
 */
export async function inviteToStaff(
  ctx: Context,
  input: { email: string; name: string; roles: readonly StaffRole[]; actorId: string },
): Promise<{ link: string }> {
  const { email, name, roles, actorId } = input
  if (roles.length === 0) throw fieldRefusal('roles', 'Choose at least one role.')
  await requirePoint(ctx, mailsToOneAddress, email, 'Many invitations went to this address.')
  return inTransaction(ctx, async (tx) => {
    if (await isOnStaff(tx, email))
      throw fieldRefusal('email', 'This person is on the staff already: change their roles on their page.')
    await tx.db
      .update(staffInvitations)
      .set({ withdrawnAt: tx.now })
      .where(and(eq(staffInvitations.email, email), isOpen))
    const token = makeToken()
    const [made] = await tx.db
      .insert(staffInvitations)
      .values({
        email,
        name,
        roles: [...roles],
        tokenHash: hashToken(token),
        invitedBy: actorId === commandLine ? null : actorId,
        createdAt: tx.now,
        sentAt: tx.now,
        expiresAt: after(tx.now, invitationRules.days * day),
      })
      .onConflictDoNothing()
      .returning()
    if (!made) throw new Refusal('conflict', 'Somebody else invited this address just now.')
    await postInvitation(tx, made, token)
    await recordAudit(tx, {
      actorId,
      action: 'invited somebody to the staff',
      subject: subjectOf('invitation', made.id),
      details: { roles: rolesInWords(roles) },
    })
    return { link: linkOf(tx, token) }
  })
}

/** Posts the mail once more, with a new link, good for a week from now; the old link ends. @throws Refusal `conflict` */
export async function sendInvitationAgain(ctx: Context, id: string, actorId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await openRow(tx, id)
    await requirePoint(ctx, mailsToOneAddress, row.email, 'Many invitations went to this address.')
    const token = makeToken()
    await tx.db
      .update(staffInvitations)
      .set({ tokenHash: hashToken(token), sentAt: tx.now, expiresAt: after(tx.now, invitationRules.days * day) })
      .where(eq(staffInvitations.id, id))
    await postInvitation(tx, row, token)
    await recordAudit(tx, {
      actorId,
      action: 'sent an invitation again',
      subject: subjectOf('invitation', id),
      details: {},
    })
  })
}

/** Takes an invitation back: its link ends. @throws Refusal `conflict` when it was accepted or taken back already */
export async function withdrawInvitation(ctx: Context, id: string, actorId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await openRow(tx, id)
    await tx.db.update(staffInvitations).set({ withdrawnAt: tx.now }).where(eq(staffInvitations.id, id))
    await recordAudit(tx, {
      actorId,
      action: 'withdrew an invitation',
      subject: subjectOf('invitation', id),
      details: {},
    })
  })
}

/** Those who were invited and have not come, the newest first; expired ones, too, until they are sent again or withdrawn. */
export async function openInvitations(ctx: Context): Promise<Invitation[]> {
  const rows = await invitations(ctx).where(isOpen).orderBy(desc(staffInvitations.sentAt)).limit(200)
  return rows.map((row) => shown(row, ctx.now))
}

/** @param token what the mail's link holds @returns null for none of ours, or one that a newer mail has replaced */
export async function invitationBy(ctx: Context, token: string): Promise<Invitation | null> {
  const [row] = await invitations(ctx).where(eq(staffInvitations.tokenHash, hashToken(token)))
  return row ? shown(row, ctx.now) : null
}

/** Whom invitations were for, by id: the audit log keeps no names of its own. */
export async function invitedNames(ctx: Context, ids: string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: staffInvitations.id, name: staffInvitations.name, email: staffInvitations.email })
    .from(staffInvitations)
    .where(inArray(staffInvitations.id, ids))
  return new Map(rows.map(({ id, name, email }) => [id, name || email]))
}

/** Takes the name and address of somebody whose account is deleted out of their invitations. */
export async function forgetInvitations(tx: Context, email: string, nobody: string): Promise<void> {
  await tx.db
    .update(staffInvitations)
    .set({ withdrawnAt: tx.now })
    .where(and(eq(staffInvitations.email, email), isOpen))
  await tx.db.update(staffInvitations).set({ email: nobody, name: '' }).where(eq(staffInvitations.email, email))
}

/** Whether a link still leads somewhere; a mail that would come too late is not sent. */
export async function isInvitationOpen(ctx: Context, token: string): Promise<boolean> {
  return (await invitationBy(ctx, token))?.state === 'open'
}

/**
 * Accepts an invitation: makes the account where there is none, and gives the roles. Once: of two who press the button at
 * once, one is told that it is done.
 * @returns whose account it is
 * @throws Refusal `not_found` or `conflict`, in words for whoever holds the link
 */
export async function acceptInvitation(ctx: Context, token: string): Promise<{ personId: string; email: string }> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(staffInvitations)
      .where(eq(staffInvitations.tokenHash, hashToken(token)))
      .for('update')
    if (!row) throw new Refusal('not_found', 'This link leads nowhere: a newer mail may have replaced it.')
    const state = invitationState(row, tx.now)
    if (state === 'accepted') throw new Refusal('conflict', 'This invitation was accepted already. Just sign in.')
    if (state !== 'open') throw new Refusal('conflict', 'This invitation is no longer valid. Ask for another.')
    const personId = await accountOf(tx, row)
    await giveRoles(tx, personId, row.roles)
    await tx.db
      .update(staffInvitations)
      .set({ acceptedAt: tx.now, acceptedBy: personId })
      .where(eq(staffInvitations.id, row.id))
    await recordAudit(tx, {
      actorId: personId,
      action: 'accepted an invitation',
      subject: subjectOf('person', personId),
      details: { roles: rolesInWords(row.roles) },
    })
    return { personId, email: row.email }
  })
}

const isOpen = and(isNull(staffInvitations.acceptedAt), isNull(staffInvitations.withdrawnAt))

function invitations(ctx: Context) {
  return ctx.db
    .select({ invitation: staffInvitations, inviter: { name: people.name, email: people.email } })
    .from(staffInvitations)
    .leftJoin(people, eq(people.id, staffInvitations.invitedBy))
}

type Row = typeof staffInvitations.$inferSelect

function shown(
  { invitation, inviter }: { invitation: Row; inviter: { name: string | null; email: string } | null },
  now: Date,
): Invitation {
  const { id, email, name, roles, sentAt, expiresAt } = invitation
  const invitedBy = inviter?.name ?? inviter?.email ?? whoRunsIt
  return { id, email, name, roles, sentAt, expiresAt, invitedBy, state: invitationState(invitation, now) }
}

async function isOnStaff(tx: Context, email: string): Promise<boolean> {
  const [row] = await tx.db
    .select({ id: people.id })
    .from(people)
    .innerJoin(personRoles, eq(personRoles.personId, people.id))
    .where(eq(people.email, email))
    .limit(1)
  return row !== undefined
}

async function openRow(tx: Context, id: string): Promise<Row> {
  const [row] = await tx.db
    .select()
    .from(staffInvitations)
    .where(and(eq(staffInvitations.id, id), isOpen))
    .for('update')
  if (!row) throw new Refusal('conflict', 'This invitation was accepted or withdrawn already.')
  return row
}

/** The account of an invitation's address; made, with the name they were invited by, where there is none. */
async function accountOf(tx: Context, { email, name }: { email: string; name: string }): Promise<string> {
  const [made] = await tx.db
    .insert(people)
    .values({ email, name, createdAt: tx.now })
    .onConflictDoNothing({ target: people.email })
    .returning({ id: people.id })
  if (made) return made.id
  const [found] = await tx.db.select().from(people).where(eq(people.email, email)).for('update')
  if (!found) throw new Error('an account was neither new nor there')
  if (found.name === null) await tx.db.update(people).set({ name }).where(eq(people.id, found.id))
  return found.id
}

async function postInvitation(tx: Context, { id, email, name, roles, invitedBy }: Row, token: string): Promise<void> {
  const magazine = await magazineSettings(tx)
  const inviter = invitedBy === null ? null : await personById(tx, invitedBy)
  await postMail(tx, {
    kind: 'staff-invitation',
    recipient: email,
    data: {
      magazine: magazine.name,
      name,
      roles,
      invitedBy: inviter?.name ?? inviter?.email ?? whoRunsIt,
      token,
      link: linkOf(tx, token),
      days: invitationRules.days,
    },
    dedupeKey: `staff-invitation:${id}:${hashToken(token).slice(0, 16)}`,
  })
}

function linkOf({ config }: Context, token: string): string {
  return `${config.publicUrl}/invitation?${new URLSearchParams({ token })}`
}
