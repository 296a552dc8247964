import { eq, isNull, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { donations, stripeEvents, subscriptions } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { seedGiving } from '#demo/giving/history.ts'
import { readGivers } from '#demo/giving/givers.ts'
import { seedPeople } from '#demo/people.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { ensurePlans } from '#lib/membership/commands.ts'
import { ledgerOf, membershipOf } from '#lib/membership/queries.ts'
import { startSandbox, type RunningSandbox } from '#sandbox/stripe/start.ts'
import { queuedJobs, testContext } from '#tests/support/context.ts'

describe('a year of giving, made up for the demonstration', () => {
  let sandbox: RunningSandbox
  let ctx: Context
  let happened = false

  beforeAll(async () => {
    sandbox = await startSandbox({
      port: 0,
      stateFile: ':memory:',
      webhook: { url: 'http://127.0.0.1:9/', secret: 'whsec_standfirst' },
    })
    const apiBase = `http://127.0.0.1:${sandbox.port}`
    ctx = await testContext({
      now: new Date(),
      config: { stripe: { secretKey: 'sk_test_standfirst', webhookSecrets: ['whsec_standfirst'], apiBase } },
    })
    await ensurePlans(ctx)
    happened = await seedGiving(ctx)
    await seedPeople(ctx, true)
    ctx = { ...ctx, now: new Date() }
  }, 240_000)
  afterAll(() => sandbox.stop())

  const idOf = async (email: string) => {
    const [person] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.email, email))
    return person?.id ?? ''
  }
  const standing = async (name: string) => membershipOf(ctx, await idOf(`${name}@saltmarsh.example`))

  it('leaves nothing for a comparison to repair, today or tomorrow', async () => {
    expect(happened).toBe(true)
    expect(await reconcile(ctx)).toMatchObject({ repaired: [], unrepaired: [] })
    expect(await reconcile({ ...ctx, now: after(ctx.now, day) })).toMatchObject({ unrepaired: [] })
  })

  it('makes of the accounts what is said of them', async () => {
    expect(await standing('supporter')).toMatchObject({ state: 'active', tier: 'supporter' })
    expect(await standing('patron')).toMatchObject({ state: 'active', tier: 'patron' })
    expect(await standing('grace')).toMatchObject({ state: 'grace', tier: 'supporter' })
    expect(await standing('leaving')).toMatchObject({ state: 'ending', tier: 'supporter' })
    expect(await standing('lapsed')).toMatchObject({ state: 'lapsed' })
    expect(await standing('guest')).toMatchObject({ state: 'active', tier: 'patron' })
    expect(await standing('reader')).toMatchObject({ state: 'none' })
  })

  it('has somebody in every state there is', async () => {
    const rows = await ctx.db.select().from(subscriptions)
    const states = rows.map((row) =>
      row.status === 'active' && row.cancelAtPeriodEnd
        ? 'ending'
        : row.status === 'active' && row.collectionPaused
          ? 'paused'
          : row.status,
    )
    expect([...new Set(states)].toSorted()).toEqual(['active', 'canceled', 'ending', 'past_due', 'paused'])
    expect(new Set(rows.map((row) => row.declineCode))).toEqual(
      new Set([null, 'expired_card', 'insufficient_funds', 'generic_decline']),
    )
    expect(new Set(rows.map((row) => row.interval))).toEqual(new Set(['month', 'year']))
  })

  it('spreads money over twelve months and four currencies, and some of it goes back', async () => {
    const months = await ctx.db
      .selectDistinct({ month: sql<string>`to_char(${donations.paidAt}, 'YYYY-MM')` })
      .from(donations)
    expect(months.length).toBeGreaterThanOrEqual(12)
    const given = await ctx.db.select().from(donations)
    expect(new Set(given.map((row) => row.currency))).toEqual(new Set(['GBP', 'USD', 'EUR', 'AUD']))
    expect(given.filter((row) => row.refunded > 0).length).toBeGreaterThanOrEqual(3)
    expect(new Set(given.map((row) => row.personId)).size).toBe((await readGivers()).length)
    expect(given.filter((row) => row.paidAt > ctx.now)).toEqual([])
  })

  it('is dated as it happened', async () => {
    const rows = await ledgerOf(ctx, await idOf('lapsed@saltmarsh.example'))
    expect(rows.map((row) => row.state)).toEqual(['active', 'grace', 'lapsed'])
    for (const row of rows) expect(Math.abs(row.recordedAt.getTime() - row.validFrom.getTime())).toBeLessThan(day)
  })

  it('writes to nobody, and leaves no event undone', async () => {
    expect(await ctx.db.select().from(mails).where(isNull(mails.sentAt))).toEqual([])
    expect(await queuedJobs(ctx)).toEqual([])
    const events = await ctx.db.selectDistinct({ state: stripeEvents.state }).from(stripeEvents)
    expect(events).toEqual([{ state: 'applied' }])
  })

  it('is not made up twice', async () => {
    expect(await seedGiving(ctx)).toBe(false)
  })
})

describe('where the real Stripe is used', () => {
  it('nothing is made up at Stripe, and the accounts stand in the ledger alone', async () => {
    const ctx = await testContext({
      now: new Date(),
      config: {
        stripe: { secretKey: 'sk_test_standfirst', webhookSecrets: ['whsec_standfirst'], apiBase: undefined },
      },
    })
    expect(await seedGiving(ctx)).toBe(false)
    await seedPeople(ctx, false)
    const [person] = await ctx.db.select().from(people).where(eq(people.email, 'grace@saltmarsh.example'))
    expect(await membershipOf(ctx, person?.id ?? '')).toMatchObject({ state: 'grace' })
  })
})
