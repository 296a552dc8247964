import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { rateLimits } from '#db/schema/platform.ts'
import { recoveryCodes, secondFactors, secondFactorSetups } from '#db/schema/second-factor.ts'
import { after, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { beginSetUp, confirmSetUp, showFactor } from '#lib/second-factor/commands.ts'
import { doorOf, factorOf, waitingSetUp } from '#lib/second-factor/queries.ts'
import { forgetBy } from '#tests/privacy/forgetting.ts'
import { testContext } from '#tests/support/context.ts'
import { begun, deeds, newsTo, phoneOf, signedIn, step, withFactor, wrong } from './staff.ts'

const ctx = await testContext()
const later = (ms: number): Context => ({ ...ctx, now: after(ctx.now, ms) })

beforeEach(async () => {
  await ctx.db.delete(rateLimits)
})

describe('setting up', () => {
  it('takes the first code of the app, opens this session alone, and shows ten recovery codes', async () => {
    const { person, sessionHash, shown } = await begun(ctx)
    const other = await signedIn(ctx, person.id)
    expect(await doorOf(ctx, person, sessionHash)).toBe('open')
    await expect(confirmSetUp(ctx, { personId: person.id, sessionHash }, wrong(shown()))).rejects.toThrow('not right')
    expect(await factorOf(ctx, person.id)).toBeNull()
    const codes = await confirmSetUp(ctx, { personId: person.id, sessionHash }, shown())
    expect(codes).toHaveLength(10)
    expect(await factorOf(ctx, person.id)).toEqual({ setUpAt: ctx.now, codesLeft: 10 })
    expect(await doorOf(ctx, person, sessionHash)).toBe('open')
    expect(await doorOf(ctx, person, other)).toBe('ask')
    expect(await waitingSetUp(ctx, person, sessionHash)).toBeNull()
    expect(await newsTo(ctx, person)).toEqual(['set_up'])
    expect(await deeds(ctx, person)).toEqual(['set up a second factor'])
  })

  it('keeps nothing in the database that tells the secret or a recovery code', async () => {
    const { person, sessionHash, shown } = await begun(ctx)
    const secret = (await waitingSetUp(ctx, person, sessionHash))?.typed.replaceAll(' ', '') ?? ''
    expect(secret).toHaveLength(32)
    expect(JSON.stringify(await ctx.db.select().from(secondFactorSetups))).not.toContain(secret)
    const codes = await confirmSetUp(ctx, { personId: person.id, sessionHash }, shown())
    const rows = [await ctx.db.select().from(secondFactors), await ctx.db.select().from(recoveryCodes)]
    for (const told of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
      expect(JSON.stringify(rows)).not.toContain(told)
  })

  it('shows each session a secret of its own, so that nobody scans what another saw, and the first confirmed wins', async () => {
    const { person, sessionHash, shown } = await begun(ctx)
    const other = await signedIn(ctx, person.id)
    expect(await waitingSetUp(ctx, person, other)).toBeNull()
    await expect(confirmSetUp(ctx, { personId: person.id, sessionHash: other }, shown())).rejects.toThrow(
      'no longer valid',
    )
    await beginSetUp(ctx, { personId: person.id, sessionHash: other }, '')
    const theirs = phoneOf(ctx, (await waitingSetUp(ctx, person, other))?.address)
    const both = await Promise.allSettled([
      confirmSetUp(ctx, { personId: person.id, sessionHash }, shown()),
      confirmSetUp(ctx, { personId: person.id, sessionHash: other }, theirs()),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await factorOf(ctx, person.id))?.codesLeft).toBe(10)
  })

  it('that is confirmed meanwhile in another session must be proved by whoever had not begun yet', async () => {
    const { person, sessionHash, shown } = await begun(ctx)
    const [mine, other] = [sessionHash, await signedIn(ctx, person.id)].map((hash) => ({
      personId: person.id,
      sessionHash: hash,
    }))
    if (!mine || !other) throw new Error('no sessions')
    const { promise: held, resolve: hold } = Promise.withResolvers<void>()
    const { promise: settled, resolve: settle } = Promise.withResolvers<void>()
    // Whoever begins in the other session is held up at the writing, for as long as this row is neither there nor not.
    const holder = ctx.db.transaction(async (tx) => {
      await tx
        .insert(secondFactorSetups)
        .values({ sessionToken: other.sessionHash, personId: person.id, secret: 'x', beganAt: ctx.now })
      hold()
      await settled
      tx.rollback()
    })
    await held
    const beginning = beginSetUp(ctx, other, '')
    const waiting = (many: number) =>
      vi.waitFor(
        async () =>
          expect([
            ...(await ctx.db.execute(
              sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
            )),
          ]).toHaveLength(many),
        { timeout: 10_000, interval: 10 },
      )
    await waiting(1)
    const confirming = confirmSetUp(ctx, mine, shown())
    await Promise.race([confirming, waiting(2)])
    settle()
    await expect(holder).rejects.toThrow('Rollback')
    await Promise.all([beginning, confirming])
    expect(await waitingSetUp(ctx, person, other.sessionHash)).toBeNull()
    await expect(beginSetUp(ctx, other, '')).rejects.toThrow('Enter the six figures')
    expect(await doorOf(ctx, person, other.sessionHash)).toBe('ask')
  })

  it('waits an hour for its first code, and is then forgotten', async () => {
    const { person, sessionHash, shown } = await begun(ctx)
    const late = later(61 * minute)
    expect(await waitingSetUp(late, person, sessionHash)).toBeNull()
    await expect(confirmSetUp(late, { personId: person.id, sessionHash }, shown(61 * minute))).rejects.toThrow(
      'Begin again',
    )
    await forgetBy(late, 'second-factor-setups')
    expect(await ctx.db.select().from(secondFactorSetups)).toEqual([])
  })

  it('says so when a clock is wrong', async () => {
    const { person, sessionHash, shown } = await begun(ctx)
    const inSession = { personId: person.id, sessionHash }
    await expect(confirmSetUp(ctx, inSession, shown(20 * minute))).rejects.toThrow('of another time: ours is 11:00 UTC')
  })

  it('anew asks for a code first; the old app and codes open nothing then, and other sessions are asked', async () => {
    const { person, sessionHash, shown, codes } = await withFactor(ctx)
    const inSession = { personId: person.id, sessionHash }
    await expect(beginSetUp(ctx, inSession, '')).rejects.toThrow('six figures')
    await expect(beginSetUp(ctx, inSession, wrong(shown()))).rejects.toThrow('not right')
    expect(await waitingSetUp(ctx, person, sessionHash)).toBeNull()
    const other = await signedIn(ctx, person.id)
    await showFactor(ctx, { personId: person.id, sessionHash: other }, codes[0] ?? '', 'recovery')
    await beginSetUp(ctx, inSession, shown())
    const anew = phoneOf(ctx, (await waitingSetUp(ctx, person, sessionHash))?.address)
    // Until the new one is confirmed, the old one is good.
    await showFactor(later(step), { personId: person.id, sessionHash: other }, shown(step))
    await confirmSetUp(ctx, inSession, anew())
    expect(await doorOf(ctx, person, other)).toBe('ask')
    const again = { personId: person.id, sessionHash: other }
    await expect(showFactor(later(2 * step), again, shown(2 * step))).rejects.toThrow('not right')
    await expect(showFactor(ctx, again, codes[1] ?? '', 'recovery')).rejects.toThrow('none of your recovery codes')
    await showFactor(later(2 * step), again, anew(2 * step))
    expect(await newsTo(ctx, person)).toEqual(['set_up', 'recovery_code_used', 'renewed'])
  })
})
