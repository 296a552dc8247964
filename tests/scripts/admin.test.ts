import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { verificationTokens } from '#db/schema/people.ts'
import { auditLog, mails } from '#db/schema/platform.ts'
import { secondFactors } from '#db/schema/second-factor.ts'
import { encryptFor } from '#lib/encrypted.ts'
import { acceptInvitation, invitationBy } from '#lib/people/invitations.ts'
import { personById } from '#lib/people/queries.ts'
import { factorSecret } from '#lib/second-factor/columns.ts'
import { administer } from '#scripts/admin/administer.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { projectFolder } from '#scripts/embedded/state.ts'
import { rotateKeys } from '#scripts/rotate-keys/rotate.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext({ now: new Date() })
const { config } = ctx

/** What the commands read; no .env of this machine is meant. */
const environment = {
  DATABASE_URL: config.databaseUrl,
  PUBLIC_URL: config.publicUrl,
  AUTH_SECRET: config.authSecret,
  ADDRESS_KEYS: `only:${randomBytes(32).toString('base64')}`,
  ENCRYPTION_KEYS: config.encryptionKeys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(','),
  STRIPE_SECRET_KEY: config.stripe.secretKey,
  STRIPE_WEBHOOK_SECRET: 'whsec_standfirst',
  SMTP_URL: config.smtpUrl,
  MAIL_FROM: config.mailFrom,
  DESK_EMAIL: config.deskEmail,
  INTERNAL_TOKEN: config.internalToken,
}

beforeEach(() => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  return () => vi.unstubAllEnvs()
})

/** What is said while `work` is done. */
async function heard(work: () => Promise<void>): Promise<string> {
  const lines: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
  return lines.join('')
}

const run = (...typed: string[]) => heard(() => administer(typed))

async function noted(): Promise<string[]> {
  const rows = await ctx.db.select().from(auditLog).where(eq(auditLog.actor, 'the command line')).orderBy(auditLog.id)
  return rows.map(({ action }) => action)
}

test('the first administrator is invited from the command line, and the list has them when they have come', async () => {
  expect(await run('list')).toContain('Nobody works here yet.')
  const said = await run('invite', 'Ada@Example.org', '--name', 'Ada Kirkbride')
  const [mail] = await ctx.db.select().from(mails).where(eq(mails.recipient, 'ada@example.org'))
  expect(mail).toMatchObject({ kind: 'staff-invitation', data: { invitedBy: 'Whoever runs this site' } })
  const token = new URL(/https:\S+/.exec(said)?.[0] ?? '').searchParams.get('token') ?? ''
  expect(await invitationBy(ctx, token)).toMatchObject({ name: 'Ada Kirkbride', roles: ['administrator'] })
  expect(await run('list')).toContain('ada@example.org; invited as administrator; open')
  const { personId } = await acceptInvitation(ctx, token)
  expect((await personById(ctx, personId))?.roles).toEqual(['administrator'])
  expect(await run('list')).toContain('ada@example.org; Ada Kirkbride; administrator; no second factor; not seen yet')
  expect(await noted()).toEqual(['invited somebody to the staff'])
})

test('whoever is on the staff is given the role at once, beside those they have', async () => {
  const editor = await makePerson(ctx, { roles: ['editor'] })
  const said = await run('invite', editor.email, '--role', 'administrator', '--role', 'moderator')
  expect(said).toContain('was on the staff already')
  expect((await personById(ctx, editor.id))?.roles).toEqual(['administrator', 'editor', 'moderator'])
  expect(await noted()).toContain('changed roles')
})

test('a sign-in link is kept as next-auth keeps its own, for a quarter of an hour', async () => {
  const editor = await makePerson(ctx, { roles: ['editor'] })
  const said = await run('sign-in-link', editor.email)
  const link = new URL(/https:\S+/.exec(said)?.[0] ?? '')
  expect(link.pathname).toBe('/sign-in/confirm')
  expect(link.searchParams.get('to')).toBe('/desk')
  const [row] = await ctx.db.select().from(verificationTokens).where(eq(verificationTokens.identifier, editor.email))
  const hash = createHash('sha256')
    .update(`${link.searchParams.get('token')}${ctx.config.authSecret}`)
    .digest('hex')
  expect(row?.token).toBe(hash)
  expect(Math.abs((row?.expires.getTime() ?? 0) - Date.now() - 15 * 60_000)).toBeLessThan(120_000)
  expect(await noted()).toContain('made a sign-in link')
})

test('a lost second factor is reset; keys are rotated and the old one named', async () => {
  const { id, email } = await makePerson(ctx, { roles: ['editor'] })
  const secret = encryptFor(ctx.config, factorSecret, id, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  await ctx.db.insert(secondFactors).values({ personId: id, secret, setUpAt: ctx.now, lastStep: 0 })
  const fresh = { id: 'fresh', key: Buffer.alloc(32, 9) }
  const rotating = { ...ctx, config: { ...config, encryptionKeys: [fresh, ...config.encryptionKeys] } }
  const said = await heard(() => rotateKeys(rotating))
  expect(said).toContain('second_factors.secret: 1 encrypted anew')
  expect(said).toContain('No longer needed in ENCRYPTION_KEYS: tests')
  expect((await ctx.db.select().from(secondFactors))[0]?.secret).toMatch(/^fresh:/)
  expect(await run('reset-factor', email)).toContain('is reset')
  expect(await ctx.db.select().from(secondFactors)).toEqual([])
  await expect(run('reset-factor', email)).rejects.toThrow('This person has no second factor.')
})

test.each([
  [[], 'Not understood'],
  [['invite'], 'Not understood'],
  [['invite', 'nobody'], 'nobody is no e-mail address.'],
  [['invite', 'a@example.org', '--role', 'king'], 'Roles: author, editor'],
  [['sign-in-link', 'nobody@example.org'], 'Nobody has an account with the address nobody@example.org.'],
])('%j is refused in plain words', async (typed, words) => {
  const refused: unknown = await administer(typed).catch((reason: unknown) => reason)
  expect(refused).toBeInstanceOf(CannotRun)
  expect(String(refused)).toContain(words)
})

test('as it is typed, it says what it cannot do in one line, and fails', async () => {
  const typed = ['--import', 'tsx', 'scripts/admin.ts', 'reset-factor', 'nobody@example.org']
  const told = await new Promise((resolve) => {
    execFile(process.execPath, typed, { cwd: projectFolder }, (error, out, err) =>
      resolve({ said: out + err, status: error?.code }),
    )
  })
  expect(told).toEqual({ said: 'Nobody has an account with the address nobody@example.org.\n', status: 1 })
})
