import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { knownDevices, personRoles } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { after, day } from '#lib/clock.ts'
import { noteDevice } from '#lib/people/known-devices.ts'
import { forgetBy } from '#tests/privacy/forgetting.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const userAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0'

async function mailsTo(email: string): Promise<unknown[]> {
  const rows = await ctx.db.select({ data: mails.data }).from(mails).where(eq(mails.recipient, email))
  return rows.map(({ data }) => data)
}

test('staff are told of a browser they had not signed in with, once, with the time where the magazine is', async () => {
  const { id, email } = await makePerson(ctx, { roles: ['editor'] })
  const token = await noteDevice(ctx, { personId: id, token: undefined, userAgent })
  expect(token).toMatch(/^[\w-]{22}$/)
  expect(await mailsTo(email)).toEqual([
    {
      magazine: 'Standfirst',
      device: 'Firefox on Windows',
      at: 'Wednesday, 15 July 2026 at 12:00',
      link: 'https://magazine.example/account/security',
    },
  ])
  expect(await noteDevice(ctx, { personId: id, token: token ?? undefined, userAgent })).toBe(token)
  expect(await mailsTo(email)).toHaveLength(1)
  expect(JSON.stringify(await ctx.db.select().from(knownDevices))).not.toContain(token)
  await noteDevice(ctx, { personId: id, token: 'no token of ours', userAgent: null })
  expect(await mailsTo(email)).toHaveLength(2)
})

test('a browser that somebody else has used is new to whoever signs in with it next', async () => {
  const [one, two] = [await makePerson(ctx, { roles: ['editor'] }), await makePerson(ctx, { roles: ['author'] })]
  const token = (await noteDevice(ctx, { personId: one.id, token: undefined, userAgent })) ?? undefined
  expect(await noteDevice(ctx, { personId: two.id, token, userAgent })).toBe(token)
  expect(await mailsTo(two.email)).toHaveLength(1)
})

test('of readers nothing is kept, and nobody is told', async () => {
  const reader = await makePerson(ctx)
  expect(await noteDevice(ctx, { personId: reader.id, token: undefined, userAgent })).toBeNull()
  expect(await ctx.db.select().from(knownDevices).where(eq(knownDevices.personId, reader.id))).toEqual([])
  expect(await mailsTo(reader.email)).toEqual([])
})

test('a browser is forgotten when its cookie has gone', async () => {
  await ctx.db.delete(knownDevices)
  const { id } = await makePerson(ctx, { roles: ['editor'] })
  await noteDevice(ctx, { personId: id, token: undefined, userAgent })
  await forgetBy({ ...ctx, now: after(ctx.now, 364 * day) }, 'known-devices')
  expect(await ctx.db.select().from(knownDevices)).toHaveLength(1)
  await forgetBy({ ...ctx, now: after(ctx.now, 366 * day) }, 'known-devices')
  expect(await ctx.db.select().from(knownDevices)).toEqual([])
  await ctx.db.delete(personRoles)
})
