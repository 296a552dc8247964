import { parseArgs } from 'node:util'
import { z } from 'zod'
import { commandLine } from '#lib/audit/audit.ts'
import type { Context } from '#lib/context.ts'
import { inviteFromCommandLine, makeSignInLink, personByEmail } from '#lib/people/from-command-line.ts'
import { openInvitations } from '#lib/people/invitations.ts'
import {
  emailSchema,
  invitationRules,
  rolesInWords,
  signInRules,
  staffNameSchema,
  staffRoleSchema,
  staffRoles,
} from '#lib/people/model.ts'
import { staffList } from '#lib/people/staff.ts'
import { resetFactor } from '#lib/second-factor/commands.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { say } from '#scripts/progress.ts'
import { withContext } from '#scripts/stack/with-context.ts'

const usage = `npm run admin --, followed by one of
  list                                       who works for the magazine, and who is invited
  invite EMAIL [--role ROLE]… [--name NAME]  invites somebody, as an administrator if no role is named
  reset-factor EMAIL                         takes a lost second factor away, and signs them out everywhere
  sign-in-link EMAIL                         prints a link that signs them in, once, when mail is down
Roles: ${staffRoles.join(', ')}`

const valuesSchema = z.object({
  role: z.array(staffRoleSchema).default(['administrator']),
  name: staffNameSchema.optional(),
})
type Values = z.infer<typeof valuesSchema>

const commands: Record<string, (ctx: Context, email: string, values: Values) => Promise<void>> = {
  invite,
  'reset-factor': resetFactorOf,
  'sign-in-link': signInLink,
}

/**
 * What administrators do at the desk, for when none of them can get there.
 * @param given what was typed after the command
 * @throws CannotRun when that is not understood, or cannot be done
 */
export async function administer(given: string[]): Promise<void> {
  const { name, email, values } = readArguments(given)
  if (name === 'list' && email === undefined) return withContext('admin', list)
  const command = commands[name]
  if (!command || email === undefined) throw new CannotRun(`Not understood: ${given.join(' ')}\n${usage}`)
  const parsed = emailSchema.safeParse(email)
  if (!parsed.success) throw new CannotRun(`${email} is no e-mail address.`)
  return withContext('admin', (ctx) => command(ctx, parsed.data, values))
}

function readArguments(given: string[]): { name: string; email: string | undefined; values: Values } {
  const options = { role: { type: 'string', multiple: true }, name: { type: 'string' } } as const
  try {
    const { values, positionals } = parseArgs({ args: given, allowPositionals: true, options })
    const [name = '', email, ...more] = positionals
    if (more.length === 0) return { name, email, values: valuesSchema.parse(values) }
  } catch {
    // Said below.
  }
  throw new CannotRun(`Not understood: ${given.join(' ')}\n${usage}`)
}

async function invite(ctx: Context, email: string, { role: roles, name }: Values): Promise<void> {
  const link = await inviteFromCommandLine(ctx, { email, name: name ?? null, roles })
  if (link === null) {
    say(`${email} was on the staff already, and has these roles now besides: ${rolesInWords(roles)}.`)
    return
  }
  say(
    `${email} is invited, as: ${rolesInWords(roles)}. The worker sends the mail. Should none come, this is the link in it, good for ${invitationRules.days} days and once:\n\n${link}\n\nOnce it is accepted, and while no mail comes: npm run admin -- sign-in-link ${email}`,
  )
}

async function resetFactorOf(ctx: Context, email: string): Promise<void> {
  const { id } = await personByEmail(ctx, email)
  await resetFactor(ctx, { personId: id, actorId: commandLine })
  say(`The second factor of ${email} is reset, and they are signed out everywhere. A mail tells them.`)
}

async function signInLink(ctx: Context, email: string): Promise<void> {
  const link = await makeSignInLink(ctx, email)
  say(`Whoever opens this signs in as ${email}, once, within ${signInRules.linkMinutes} minutes:\n\n${link}\n`)
}

async function list(ctx: Context): Promise<void> {
  const [staff, invited] = [await staffList(ctx, ''), await openInvitations(ctx)]
  if (staff.length === 0) say('Nobody works here yet. The first one: npm run admin -- invite EMAIL')
  for (const { email, name, roles, hasSecondFactor, lastSeenAt } of staff)
    say(
      [
        email,
        name ?? 'no name',
        rolesInWords(roles),
        hasSecondFactor ? 'second factor' : 'no second factor',
        lastSeenAt === null
          ? 'not seen yet'
          : `last seen ${lastSeenAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
      ].join('; '),
    )
  for (const { email, roles, state } of invited) say(`${email}; invited as ${rolesInWords(roles)}; ${state}`)
}
