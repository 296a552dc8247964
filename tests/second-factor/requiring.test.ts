import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { sessions } from '#db/schema/people.ts'
import { rateLimits } from '#db/schema/platform.ts'
import { recoveryCodes } from '#db/schema/second-factor.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { readerOf } from '#lib/wall/queries.ts'
import { beginSetUp, confirmSetUp, resetFactor, showFactor, turnOffFactor } from '#lib/second-factor/commands.ts'
import { doorOf, factorOf, waitingSetUp } from '#lib/second-factor/queries.ts'
import { changeRequirement } from '#lib/second-factor/requirement.ts'
import { saveSettings } from '#lib/settings/commands.ts'
import { staffSettings } from '#lib/settings/queries.ts'
import type { Context } from '#lib/context.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { deeds, newsTo, phoneOf, signedIn, withFactor, wrong } from './staff.ts'

const ctx = await testContext()

beforeEach(async () => {
  await ctx.db.delete(rateLimits)
  await saveSettings(ctx, 'staff', {})
})

describe('the setting', () => {
  it('leads whoever is meant and has none to set one up, from its day on; nobody else', async () => {
    const [admin, editor] = [
      await makePerson(ctx, { roles: ['administrator'] }),
      await makePerson(ctx, { roles: ['editor'] }),
    ]
    const [his, hers] = [await signedIn(ctx, admin.id), await signedIn(ctx, editor.id)]
    const doors = async (at: Context) => [await doorOf(at, admin, his), await doorOf(at, editor, hers)]
    expect(await doors(ctx)).toEqual(['open', 'open'])
    await saveSettings(ctx, 'staff', { secondFactor: 'administrators', secondFactorFrom: '2026-07-16' })
    expect(await doors(ctx)).toEqual(['open', 'open'])
    // Midnight in London, in summer time.
    expect(await doors({ ...ctx, now: new Date('2026-07-15T22:59:59Z') })).toEqual(['open', 'open'])
    expect(await doors({ ...ctx, now: new Date('2026-07-15T23:00:00Z') })).toEqual(['set_up', 'open'])
    await saveSettings(ctx, 'staff', { secondFactor: 'everybody', secondFactorFrom: null })
    expect(await doors(ctx)).toEqual(['set_up', 'set_up'])
    await beginSetUp(ctx, { personId: admin.id, sessionHash: his }, '')
    const shown = phoneOf(ctx, (await waitingSetUp(ctx, admin, his))?.address)
    await confirmSetUp(ctx, { personId: admin.id, sessionHash: his }, shown())
    expect(await doors(ctx)).toEqual(['open', 'set_up'])
  })

  it('keeps whoever it asks from turning theirs off; without it, a code turns it off', async () => {
    const { person, shown } = await withFactor(ctx)
    await saveSettings(ctx, 'staff', { secondFactor: 'everybody', secondFactorFrom: null })
    await expect(turnOffFactor(ctx, person, shown())).rejects.toThrow('Set up another app instead')
    await saveSettings(ctx, 'staff', {})
    await expect(turnOffFactor(ctx, person, wrong(shown()))).rejects.toThrow('not right')
    expect(await factorOf(ctx, person.id)).not.toBeNull()
    await turnOffFactor(ctx, person, shown())
    expect(await factorOf(ctx, person.id)).toBeNull()
    expect(await ctx.db.select().from(recoveryCodes).where(eq(recoveryCodes.personId, person.id))).toEqual([])
    expect(await newsTo(ctx, person)).toEqual(['set_up', 'turned_off'])
  })
})

describe('a reset', () => {
  it('takes somebody else’s away and signs them out; never one’s own', async () => {
    const admin = await makePerson(ctx, { roles: ['administrator'] })
    const { person, codes } = await withFactor(ctx)
    await expect(resetFactor(ctx, { personId: person.id, actorId: person.id })).rejects.toThrow('by a code')
    await resetFactor(ctx, { personId: person.id, actorId: admin.id })
    expect(await ctx.db.select().from(sessions).where(eq(sessions.userId, person.id))).toEqual([])
    const sessionHash = await signedIn(ctx, person.id)
    expect(await doorOf(ctx, person, sessionHash)).toBe('open')
    const inSession = { personId: person.id, sessionHash }
    await expect(showFactor(ctx, inSession, codes[0] ?? '', 'recovery')).rejects.toThrow('no second factor')
    await expect(resetFactor(ctx, { personId: person.id, actorId: admin.id })).rejects.toThrow('no second factor')
    expect(await newsTo(ctx, person)).toEqual(['set_up', 'reset'])
    expect(await deeds(ctx, person)).toEqual(['set up a second factor', 'reset a second factor'])
  })

  it('and a turning off at the same time do not both happen', async () => {
    const { person, shown } = await withFactor(ctx)
    const both = await Promise.allSettled([
      turnOffFactor(ctx, person, shown()),
      resetFactor(ctx, { personId: person.id, actorId: 'the command line' }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('whoever asks it of others', () => {
  it('has one, so that the setting locks nobody out, and it is noted', async () => {
    const admin = await makePerson(ctx, { roles: ['administrator'] })
    const value = { secondFactor: 'everybody', secondFactorFrom: null } as const
    await expect(changeRequirement(ctx, value, admin.id)).rejects.toThrow('Set up your own second factor first')
    expect(await staffSettings(ctx)).toEqual({ secondFactor: 'off', secondFactorFrom: null })
    const { person } = await withFactor(ctx, ['administrator'])
    await changeRequirement(ctx, value, person.id)
    expect(await staffSettings(ctx)).toEqual(value)
    await changeRequirement(ctx, { ...value, secondFactor: 'off' }, admin.id)
    const noted = await auditOf(ctx, [subjectOf('settings', 'staff')])
    expect(noted.map(({ actorId }) => actorId).toSorted()).toEqual([admin.id, person.id].toSorted())
  })
})

describe('reading', () => {
  it('is as staff once the second factor was shown in the session, and as a reader before', async () => {
    const { person, sessionHash } = await withFactor(ctx)
    const other = await signedIn(ctx, person.id)
    expect((await readerOf(ctx, sessionHash, '2026-07'))?.roles).toEqual(['editor'])
    expect((await readerOf(ctx, other, '2026-07'))?.roles).toEqual([])
  })
})
