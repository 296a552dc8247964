import { and, asc, eq, isNull, notInArray } from 'drizzle-orm'
import { accountDeletions, people, personRoles } from '#db/schema/people.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { mayChangeRoles, rolesInWords, staffRoles, type StaffRole } from './model.ts'

/**
 * Gives somebody exactly these roles; none takes them from the staff. It holds from their next request on.
 *
 * All administrators are locked first, in one order: of two who take each other's role away at once, the second finds
 * that they are none any more.
 * @throws Refusal `conflict` for the last administrator, `forbidden` when the actor is none, `not_found`
 */
export async function changeRoles(
  ctx: Context,
  { personId, roles, actorId }: { personId: string; roles: readonly StaffRole[]; actorId: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const administrators = await tx.db
      .select({ id: personRoles.personId })
      .from(personRoles)
      .where(eq(personRoles.role, 'administrator'))
      .orderBy(asc(personRoles.personId))
      .for('update')
    const verdict = mayChangeRoles({ personId, actorId, roles, administrators: administrators.map(({ id }) => id) })
    if (!verdict.allowed)
      throw new Refusal(verdict.rule === 'the_last_administrator_stays' ? 'conflict' : 'forbidden', verdict.message)
    const [person] = await tx.db
      .select({ deletedAt: people.deletedAt })
      .from(people)
      .where(eq(people.id, personId))
      .for('update')
    if (!person || person.deletedAt !== null) throw new Refusal('not_found', 'There is no such account any more.')
    const held = await tx.db.select().from(personRoles).where(eq(personRoles.personId, personId))
    const before = inOrder(held.map(({ role }) => role))
    const wanted = inOrder(roles)
    if (before.join() === wanted.join()) return
    const given = eq(personRoles.personId, personId)
    await tx.db
      .delete(personRoles)
      .where(wanted.length === 0 ? given : and(given, notInArray(personRoles.role, wanted)))
    await giveRoles(tx, personId, wanted)
    await recordAudit(tx, {
      actorId,
      action: wanted.length === 0 ? 'removed somebody from the staff' : 'changed roles',
      subject: subjectOf('person', personId),
      details: { before: rolesInWords(before) || 'none', after: rolesInWords(wanted) || 'none' },
    })
  })
}

/**
 * Adds roles to those somebody has.
 * @throws Refusal `conflict` for an account that waits to be deleted: its roles would go with it, the last administrator's too
 */
export async function giveRoles(tx: Context, personId: string, roles: readonly StaffRole[]): Promise<void> {
  if (roles.length === 0) return
  // Locked as lib/accounts locks it: of a role and a deletion that come at once, one is refused.
  await tx.db.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('update')
  const [leaving] = await tx.db
    .select({ personId: accountDeletions.personId })
    .from(accountDeletions)
    .where(and(eq(accountDeletions.personId, personId), isNull(accountDeletions.doneAt)))
  if (leaving) throw new Refusal('conflict', 'This account is about to be deleted, as its owner asked.')
  await tx.db
    .insert(personRoles)
    .values(roles.map((role) => ({ personId, role, grantedAt: tx.now })))
    .onConflictDoNothing()
}

function inOrder(roles: readonly StaffRole[]): StaffRole[] {
  return staffRoles.filter((role) => roles.includes(role))
}
