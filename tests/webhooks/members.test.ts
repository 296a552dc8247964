import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { after, day, hour, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { recordMembership } from '#lib/membership/commands.ts'
import { announceTurns } from '#lib/membership/jobs.ts'
import { addEndpoint } from '#lib/webhooks/commands.ts'
import { deliverWebhook } from '#lib/webhooks/deliver.ts'
import { eventTypes } from '#lib/webhooks/model.ts'
import { runJobs, testContext } from '#tests/support/context.ts'
import { emptyTables } from '#tests/support/empty-tables.ts'
import { makePerson } from '#tests/support/factories.ts'
import { receiver } from './receiver.ts'

let ctx: Context
let other: Awaited<ReturnType<typeof receiver>>
let administrator: string

beforeAll(async () => {
  ctx = await testContext({ now: new Date(), config: { webhookPrivateHosts: ['localhost'] } })
  other = await receiver()
  administrator = (await makePerson(ctx, { roles: ['administrator'] })).id
})

beforeEach(async () => {
  await emptyTables(ctx, 'webhook_endpoints, webhook_events, pgboss.job')
  other.received.length = 0
})

const everything = () => ({ url: other.url, description: '', events: [...eventTypes] })

const deliver = (now = ctx.now) => runJobs({ ...ctx, now }, [deliverWebhook])

const messageSchema = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) })
const told = () => other.received.map(({ body }) => messageSchema.parse(JSON.parse(body)))

describe('members', () => {
  const entry = { source: 'stripe', sourceRef: 'sub_1', tier: 'supporter', reason: 'For a test.' } as const

  it('join and lapse, by what is recorded and by the time; a renewal and an import are no news', async () => {
    await addEndpoint(ctx, everything(), administrator)
    const { id: personId, email } = await makePerson(ctx)
    const ends = after(ctx.now, 30 * day)
    await recordMembership(ctx, { ...entry, personId, state: 'active', validFrom: ctx.now, validUntil: null })
    await recordMembership(ctx, { ...entry, personId, state: 'ending', validFrom: ctx.now, validUntil: ends })
    await runJobs({ ...ctx, now: after(ends, -1) }, [announceTurns])
    for (const now of [ends, after(ends, 5 * minute)]) await announceTurns.run({ ...ctx, now }, {})
    const moved = await makePerson(ctx)
    await recordMembership(ctx, {
      ...entry,
      source: 'imported',
      personId: moved.id,
      state: 'active',
      validFrom: ctx.now,
      validUntil: null,
    })
    await deliver(after(ends, hour))
    expect(told()).toMatchObject([
      { type: 'member.joined', data: { member: personId, tier: 'supporter', returned: false } },
      { type: 'member.lapsed', data: { member: personId, at: ends.toISOString() } },
    ])
    for (const { body } of other.received) expect(body).not.toContain(email)
  })

  it('lapse at once when what paid for it ends, and return', async () => {
    await addEndpoint(ctx, everything(), administrator)
    const { id: personId } = await makePerson(ctx)
    await recordMembership(ctx, { ...entry, personId, state: 'active', validFrom: ctx.now, validUntil: null })
    const [ended, back] = [after(ctx.now, day), after(ctx.now, 2 * day)]
    const lapsed = { ...entry, personId, state: 'lapsed', validFrom: ended, validUntil: null } as const
    await recordMembership({ ...ctx, now: ended }, lapsed)
    const again = {
      ...entry,
      sourceRef: 'sub_2',
      personId,
      state: 'active',
      validFrom: back,
      validUntil: null,
    } as const
    await recordMembership({ ...ctx, now: back }, again)
    for (const now of [ended, back]) await announceTurns.run({ ...ctx, now }, {})
    await deliver(back)
    expect(told().map(({ type, data }) => [type, data.returned])).toEqual([
      ['member.joined', false],
      ['member.lapsed', undefined],
      ['member.joined', true],
    ])
  })
})
