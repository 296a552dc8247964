import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { fulfilCheckout } from '#lib/donations/commands.ts'
import { withDonor } from '#lib/donations/internal/donor.ts'
import { inTurn } from '#lib/donations/internal/turn.ts'
import { sessionIn } from './paying.ts'
import { openTill } from './till.ts'

const till = await openTill()

test('while Stripe is slow to answer many, the rest of the magazine has its connections', async () => {
  const sessions = await Promise.all(
    Array.from({ length: 15 }, async (_, index) => {
      const { url } = await till.begin({ amount: 500 + index })
      return sessionIn(await till.pay(url, { email: `slow-${index}@example.org` }))
    }),
  )
  await till.press('faults', { latencyMilliseconds: 300 })
  const asked = sessions.map((session) => fulfilCheckout(till.ctx(), session))
  await wait(900)
  const began = performance.now()
  await till.ctx().db.execute(sql`select 1`)
  const waited = performance.now() - began
  const idle = await till
    .ctx()
    .db.execute(
      sql`select pid from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
    )
  expect(idle.length).toBeGreaterThan(0)
  expect(idle.length).toBeLessThanOrEqual(4)
  expect(waited).toBeLessThan(250)
  await till.press('faults', {})
  expect(new Set((await Promise.all(asked)).map(({ state }) => state))).toEqual(new Set(['paid']))
}, 60_000)

test('what is done within a turn takes no second place', async () => {
  const ctx = till.ctx()
  const nested = Array.from({ length: 8 }, (_, index) =>
    withDonor(ctx, `outer-${index}`, (tx) => withDonor(tx, `inner-${index}`, () => wait(20).then(() => index))),
  )
  expect(await Promise.all(nested)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

test('whoever finds no place, or finds the donor busy, is told so in time, and the places are free again after', async () => {
  const ctx = till.ctx()
  const long = Array.from({ length: 4 }, () => inTurn(ctx, () => wait(600)))
  await expect(inTurn(ctx, () => wait(0), 100)).rejects.toMatchObject({ kind: 'unavailable' })
  await Promise.all(long)
  const first = withDonor(ctx, 'somebody', () => wait(600))
  await wait(50)
  await expect(withDonor(ctx, 'somebody', () => wait(0), 100)).rejects.toMatchObject({ kind: 'unavailable' })
  await first
  await Promise.all(Array.from({ length: 5 }, () => inTurn(ctx, () => wait(5), 100)))
})

test('a transaction that PostgreSQL gives up is an error, and neither more nor the end of the process', async () => {
  const ctx = till.ctx()
  const frozen = inTurn(ctx, async (tx) => {
    await tx.db.execute(sql`select set_config('idle_in_transaction_session_timeout', '100ms', true)`)
    await wait(400)
    await tx.db.execute(sql`select 1`)
  })
  await expect(frozen).rejects.toThrow('CONNECTION_CLOSED')
  expect(await inTurn(ctx, (tx) => tx.db.execute(sql`select 1 as one`))).toMatchObject([{ one: 1 }])
})
