import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { people, verificationTokens } from '#db/schema/people.ts'
import { commandLine, recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { after, minute } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { makeToken } from '#lib/secret-token.ts'
import { outsideTime } from '#lib/system-time.ts'
import { inviteToStaff } from './invitations.ts'
import { rolesInWords, signInRules, type Person, type StaffRole } from './model.ts'
import { personById } from './queries.ts'
import { giveRoles } from './roles.ts'

/** @param email in lower case @throws Refusal `not_found` */
export async function personByEmail(ctx: Context, email: string): Promise<Person> {
  const [row] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.email, email))
  const person = row ? await personById(ctx, row.id) : null
  if (!person) throw new Refusal('not_found', `Nobody has an account with the address ${email}.`)
  return person
}

/**
 * Lets somebody in whom no administrator can invite: the first one, or one when all others are gone. Whoever is on the staff
 * is given the roles at once, beside those they have; anybody else is invited.
 * @returns the invitation's link; null for whoever was on the staff
 */
export async function inviteFromCommandLine(
  ctx: Context,
  { email, name, roles }: { email: string; name: string | null; roles: readonly StaffRole[] },
): Promise<string | null> {
  const person = await personByEmail(ctx, email).catch(() => null)
  if (person === null || person.roles.length === 0) {
    const called = name ?? person?.name ?? email.split('@')[0] ?? email
    return (await inviteToStaff(ctx, { email, name: called, roles, actorId: commandLine })).link
  }
  await inTransaction(ctx, async (tx) => {
    await giveRoles(tx, person.id, roles)
    await recordAudit(tx, {
      actorId: commandLine,
      action: 'changed roles',
      subject: subjectOf('person', person.id),
      details: { before: rolesInWords(person.roles), after: rolesInWords([...person.roles, ...roles]) },
    })
  })
  return null
}

/**
 * A link that signs somebody in as the one in a mail would, for when no mail can be sent: once, and for a quarter of an hour.
 * @returns its address
 * @throws Refusal `not_found` for an address without an account
 */
export async function makeSignInLink(ctx: Context, email: string): Promise<string> {
  const person = await personByEmail(ctx, email)
  const token = makeToken()
  await inTransaction(ctx, async (tx) => {
    await tx.db.insert(verificationTokens).values({
      identifier: email,
      // As next-auth keeps it: @auth/core, lib/actions/signin/send-token.js.
      token: createHash('sha256').update(`${token}${tx.config.authSecret}`).digest('hex'),
      expires: after(outsideTime(tx), signInRules.linkMinutes * minute),
    })
    await recordAudit(tx, {
      actorId: commandLine,
      action: 'made a sign-in link',
      subject: subjectOf('person', person.id),
      details: {},
    })
  })
  const to = person.roles.length > 0 ? '/desk' : '/account'
  return `${ctx.config.publicUrl}/sign-in/confirm?${new URLSearchParams({ token, email, to })}`
}
