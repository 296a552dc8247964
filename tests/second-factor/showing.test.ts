import { beforeEach, describe, expect, it } from 'vitest'
import { rateLimits } from '#db/schema/platform.ts'
import { after } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { renewRecoveryCodes, showFactor } from '#lib/second-factor/commands.ts'
import { doorOf, factorOf } from '#lib/second-factor/queries.ts'
import { testContext } from '#tests/support/context.ts'
import { deeds, newsTo, signedIn, step, withFactor, wrong } from './staff.ts'

const ctx = await testContext()
const later = (ms: number): Context => ({ ...ctx, now: after(ctx.now, ms) })

beforeEach(async () => {
  await ctx.db.delete(rateLimits)
})

describe('a code', () => {
  it('opens the desk to the session it is typed in, and is taken once, nor is one before it', async () => {
    const { person, shown } = await withFactor(ctx)
    const [one, two] = [await signedIn(ctx, person.id), await signedIn(ctx, person.id)]
    await showFactor(ctx, { personId: person.id, sessionHash: one }, shown())
    expect([await doorOf(ctx, person, one), await doorOf(ctx, person, two)]).toEqual(['open', 'ask'])
    const again = { personId: person.id, sessionHash: two }
    await expect(showFactor(ctx, again, shown())).rejects.toThrow('used already')
    await expect(showFactor(ctx, again, shown(-step))).rejects.toThrow('used already')
    // Nor later, while it would still be in time.
    await expect(showFactor(later(step), again, shown())).rejects.toThrow('used already')
    await showFactor(later(step), again, shown(step))
    expect(await doorOf(ctx, person, two)).toBe('open')
  })

  it('of one step before or after is taken, of two is not', async () => {
    for (const [drift, expected] of [
      [-2, 'rejected'],
      [-1, 'fulfilled'],
      [1, 'fulfilled'],
      [2, 'rejected'],
    ] as const) {
      const { person, sessionHash, shown } = await withFactor(ctx)
      const [tried] = await Promise.allSettled([
        showFactor(ctx, { personId: person.id, sessionHash }, shown(drift * step)),
      ])
      expect([drift, tried.status]).toEqual([drift, expected])
    }
  })

  it('typed twice at the same time is taken once', async () => {
    const { person, shown } = await withFactor(ctx)
    const both = await Promise.allSettled(
      [await signedIn(ctx, person.id), await signedIn(ctx, person.id)].map((sessionHash) =>
        showFactor(ctx, { personId: person.id, sessionHash }, shown()),
      ),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('of somebody else opens nothing, nor anybody else’s session', async () => {
    const [ada, ben] = [await withFactor(ctx), await withFactor(ctx)]
    const inSession = { personId: ada.person.id, sessionHash: ada.sessionHash }
    await expect(showFactor(ctx, inSession, ben.shown())).rejects.toThrow('not right')
    await expect(showFactor(ctx, inSession, ben.codes[0] ?? '', 'recovery')).rejects.toThrow('none of your')
    const bens = await signedIn(ctx, ben.person.id)
    await showFactor(ctx, { personId: ada.person.id, sessionHash: bens }, ada.shown())
    expect(await doorOf(ctx, ben.person, bens)).toBe('ask')
  })

  it('tried ten times in a quarter of an hour is tried no more, however right, and its owner is told once', async () => {
    const { person, sessionHash, shown } = await withFactor(ctx)
    const inSession = { personId: person.id, sessionHash }
    const tries = await Promise.allSettled(Array.from({ length: 14 }, () => showFactor(ctx, inSession, wrong(shown()))))
    const said = tries.map((tried) => (tried.status === 'rejected' ? String(tried.reason) : 'let in'))
    expect(said.filter((one) => one.includes('not right'))).toHaveLength(10)
    expect(said.filter((one) => one.includes('Please try again in 15 minutes.'))).toHaveLength(4)
    await expect(showFactor(ctx, inSession, shown())).rejects.toThrow('Many codes were tried')
    expect(await newsTo(ctx, person)).toEqual(['set_up', 'many_tries'])
  })
})

describe('a recovery code', () => {
  it('opens the desk once, in capitals too, and says how many are left', async () => {
    const { person, codes } = await withFactor(ctx)
    const sessionHash = await signedIn(ctx, person.id)
    const inSession = { personId: person.id, sessionHash }
    await showFactor(ctx, inSession, (codes[3] ?? '').toUpperCase(), 'recovery')
    expect(await doorOf(ctx, person, sessionHash)).toBe('open')
    expect((await factorOf(ctx, person.id))?.codesLeft).toBe(9)
    await expect(showFactor(ctx, inSession, codes[3] ?? '', 'recovery')).rejects.toMatchObject({
      fields: { recovery: 'That is none of your recovery codes, or it was used already.' },
    })
    expect(await newsTo(ctx, person)).toEqual(['set_up', 'recovery_code_used'])
    expect(await deeds(ctx, person)).toContain('used a recovery code')
  })

  it('typed twice at the same time is taken once', async () => {
    const { person, sessionHash, codes } = await withFactor(ctx)
    const use = () => showFactor(ctx, { personId: person.id, sessionHash }, codes[0] ?? '', 'recovery')
    const both = await Promise.allSettled([use(), use()])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await factorOf(ctx, person.id))?.codesLeft).toBe(9)
  })

  it('ends when new ones are made, which asks for a code', async () => {
    const { person, sessionHash, shown, codes } = await withFactor(ctx)
    await expect(renewRecoveryCodes(ctx, person.id, wrong(shown()))).rejects.toThrow('not right')
    const fresh = await renewRecoveryCodes(ctx, person.id, shown())
    const inSession = { personId: person.id, sessionHash }
    await expect(showFactor(ctx, inSession, codes[0] ?? '', 'recovery')).rejects.toThrow('none of your')
    await showFactor(ctx, inSession, fresh[9] ?? '', 'recovery')
    expect(await newsTo(ctx, person)).toEqual(['set_up', 'new_codes', 'recovery_code_used'])
  })
})
