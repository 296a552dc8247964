import { eq } from 'drizzle-orm'
import { Webhook } from 'standardwebhooks'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { mails } from '#db/schema/platform.ts'
import { webhookEndpoints } from '#db/schema/webhooks.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { after, day, hour, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { publishCorrection } from '#lib/corrections/publish.ts'
import { announceEvent } from '#lib/webhooks/announce.ts'
import {
  addEndpoint,
  changeEndpoint,
  removeEndpoint,
  renewSecret,
  sendAgain,
  sendTest,
  switchEndpoint,
} from '#lib/webhooks/commands.ts'
import { deliverWebhook } from '#lib/webhooks/deliver.ts'
import { forgetBy } from '#tests/privacy/forgetting.ts'
import { eventData, eventTypes } from '#lib/webhooks/model.ts'
import { deliveries, deliveryById, endpointById } from '#lib/webhooks/queries.ts'
import { anArticle, byTest } from '#tests/articles/draft-article.ts'
import { correctionOf, facts } from '#tests/corrections/asked.ts'
import { queuedJobs, runJobs, testContext } from '#tests/support/context.ts'
import { emptyTables } from '#tests/support/empty-tables.ts'
import { makePerson } from '#tests/support/factories.ts'
import { publishArticle, unpublishArticle } from '#tests/support/standing.ts'
import { receiver } from './receiver.ts'

let ctx: Context
let other: Awaited<ReturnType<typeof receiver>>
let administrator: string

beforeAll(async () => {
  // The signature's time is everybody's: the standard library refuses what is old.
  ctx = await testContext({ now: new Date(), config: { webhookPrivateHosts: ['localhost'] } })
  other = await receiver()
  administrator = (await makePerson(ctx, { roles: ['administrator'] })).id
})

beforeEach(async () => {
  await emptyTables(ctx, 'webhook_endpoints, webhook_events, mails, pgboss.job')
  other.received.length = 0
  Object.assign(other.answer, { status: 200, body: 'ok', headers: {} })
})

const everything = () => ({ url: other.url, description: '', events: [...eventTypes] })

const deliver = (now = ctx.now) => runJobs({ ...ctx, now }, [deliverWebhook])

const told = () => other.received.map(({ body }) => messageSchema.parse(JSON.parse(body)))
const messageSchema = z.object({ type: z.string(), timestamp: z.string(), data: z.record(z.string(), z.unknown()) })

async function onlyDelivery() {
  const [one] = await deliveries(ctx, {}, { limit: 1 })
  if (!one) throw new Error('nothing was to be delivered')
  return one
}

describe('what is told', () => {
  it('is signed as the standard library expects, with both secrets while one is replaced by another', async () => {
    const { id, secret } = await addEndpoint(ctx, everything(), administrator)
    await sendTest(ctx, id, administrator)
    await deliver()
    const [first] = other.received
    const headers = (one: typeof first) => z.record(z.string(), z.string()).parse(one?.headers)
    expect(new Webhook(secret).verify(first?.body ?? '', headers(first))).toMatchObject({ type: 'test' })
    expect(() => new Webhook(secret).verify(`${first?.body} `, headers(first))).toThrow('signature')

    const renewed = await renewSecret(ctx, id, administrator)
    await sendTest(ctx, id, administrator)
    await deliver()
    const second = other.received[1]
    for (const each of [secret, renewed]) new Webhook(each).verify(second?.body ?? '', headers(second))

    const later = after(ctx.now, 25 * hour)
    await sendTest({ ...ctx, now: later }, id, administrator)
    await deliver(later)
    const third = other.received[2]
    expect(String(third?.headers['webhook-signature']).split(' ')).toHaveLength(1)
  })

  it('is what happens to articles that readers see, and nothing that not everybody may read', async () => {
    await addEndpoint(ctx, everything(), administrator)
    const input = anArticle({ slug: 'told', headline: 'Told', access: 'patrons', state: 'draft' })
    const { id } = await saveArticle(ctx, input, byTest)
    await publishArticle(ctx, { articleId: id, personId: administrator })
    await saveArticle(ctx, { ...input, state: 'published', headline: 'Told better' }, byTest)
    await unpublishArticle(ctx, { articleId: id, personId: administrator })
    await deliver()
    expect(told().map(({ type }) => type)).toEqual(['article.published', 'article.updated', 'article.unpublished'])
    expect(told()[1]?.data).toMatchObject({ slug: 'told', headline: 'Told better', access: 'patrons' })
    for (const { body } of other.received) expect(body).not.toContain('paragraph')
  })

  it('is one delivery for a correction, with all that is documented of it', async () => {
    await addEndpoint(ctx, { ...everything(), events: ['article.corrected'] }, administrator)
    const { id } = await saveArticle(ctx, anArticle({ slug: 'corrected', headline: 'Corrected' }), byTest)
    await publishCorrection(ctx, correctionOf(id, administrator))
    await deliver()
    expect(other.received).toHaveLength(1)
    const [one] = told()
    const at = ctx.now.toISOString()
    expect(one).toMatchObject({ type: 'article.corrected', timestamp: at })
    const url = `${ctx.config.publicUrl}/articles/corrected`
    expect(one?.data).toEqual({
      article: { id, slug: 'corrected', url, headline: 'Corrected' },
      number: 1,
      kind: 'correction',
      note: facts.note,
      url: `${url}#correction-1`,
      publishedAt: at,
    })
    // What is documented of it, field by field, and nothing else.
    expect(z.strictObject(eventData['article.corrected'].shape).safeParse(one?.data).success).toBe(true)
    expect(other.received[0]?.body).not.toContain('The second paragraph')
  })

  it('says nothing of articles that move in from elsewhere', async () => {
    await addEndpoint(ctx, everything(), administrator)
    await saveArticle(ctx, anArticle({ slug: 'moved-in' }), { ...byTest, source: 'wordpress', sourceRef: '12' })
    expect(await deliveries(ctx, {}, { limit: 10 })).toEqual([])
  })

  it('is undone with what was undone', async () => {
    await addEndpoint(ctx, everything(), administrator)
    const undone = ctx.db.transaction(async (tx) => {
      await saveArticle({ ...ctx, db: tx }, anArticle({ slug: 'undone' }), byTest)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await deliveries(ctx, {}, { limit: 10 })).toEqual([])
    expect(await queuedJobs(ctx, 'webhook-deliver')).toEqual([])
  })

  it('is told once a key, to whoever wants it and is on', async () => {
    const { id } = await addEndpoint(ctx, { ...everything(), events: ['member.lapsed'] }, administrator)
    const event = {
      type: 'member.lapsed',
      data: { member: administrator, tier: 'patron', at: ctx.now.toISOString() },
      key: 'once',
    } as const
    await announceEvent(ctx, event)
    await announceEvent(ctx, event)
    await announceEvent(ctx, {
      type: 'article.unpublished',
      data: { id: administrator, slug: 'a', url: 'https://a.example' },
    })
    expect(await deliveries(ctx, {}, { limit: 10 })).toHaveLength(1)
    await switchEndpoint(ctx, id, false, administrator)
    await announceEvent(ctx, { ...event, key: 'twice' })
    await removeEndpoint(ctx, id, administrator)
    expect(await deliveries(ctx, {}, { limit: 10 })).toHaveLength(1)
  })
})

describe('a delivery', () => {
  async function testEvent(): Promise<string> {
    const { id } = await addEndpoint(ctx, everything(), administrator)
    await sendTest(ctx, id, administrator)
    return id
  }

  it('that fails is tried for three days, with the same id, and then given up', async () => {
    await testEvent()
    Object.assign(other.answer, { status: 500, body: `no\0${'!'.repeat(9000)}` })
    let now = ctx.now
    for (let tries = 0; tries < 20; tries += 1) {
      await deliver(now)
      const { nextAt } = await onlyDelivery()
      if (nextAt === null) break
      now = nextAt
    }
    const one = await onlyDelivery()
    expect(one).toMatchObject({ state: 'failed', tries: 10 })
    expect((now.getTime() - ctx.now.getTime()) / day).toBeGreaterThan(3)
    expect(new Set(other.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    const kept = await deliveryById(ctx, one.id)
    expect(kept?.all).toHaveLength(10)
    expect(kept?.all[0]).toMatchObject({ status: 500, problem: 'It answered 500.' })
    expect(kept?.all[0]?.answer.length).toBeLessThanOrEqual(2048)
  })

  it('is made once when its job runs twice, and again by hand', async () => {
    await testEvent()
    const [job] = await queuedJobs(ctx, 'webhook-deliver')
    await deliverWebhook.run(ctx, job?.data)
    await deliverWebhook.run(ctx, job?.data)
    expect(other.received).toHaveLength(1)
    const { id } = await onlyDelivery()
    await sendAgain(ctx, id, administrator)
    await deliver()
    expect(other.received.map(({ headers }) => headers['webhook-id'])).toEqual(
      [0, 1].map(() => other.received[0]?.headers['webhook-id']),
    )
    expect((await deliveryById(ctx, id))?.all.filter(({ byHand }) => byHand)).toHaveLength(1)
  })

  it('by hand takes the place of the try that waits', async () => {
    await testEvent()
    Object.assign(other.answer, { status: 503 })
    await deliver()
    Object.assign(other.answer, { status: 200 })
    await sendAgain(ctx, (await onlyDelivery()).id, administrator)
    await deliver(after(ctx.now, hour))
    expect(other.received).toHaveLength(2)
    expect(await onlyDelivery()).toMatchObject({ state: 'delivered' })
  })

  it('follows no redirect', async () => {
    const elsewhere = await receiver()
    await testEvent()
    Object.assign(other.answer, { status: 307, headers: { location: elsewhere.url } })
    await deliver()
    expect(elsewhere.received).toEqual([])
    expect(await onlyDelivery()).toMatchObject({ state: 'waiting', tries: 1 })
  })

  it.each([
    'https://127.0.0.1/',
    'https://localhost:9/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://10.1.2.3/',
    'https://192.168.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://2130706433/',
    'https://0.0.0.0/',
  ])('goes to no private address: %s', async (url) => {
    const strict = { ...ctx, config: { ...ctx.config, webhookPrivateHosts: [] } }
    const { id } = await addEndpoint(strict, { ...everything(), url }, administrator)
    await sendTest(strict, id, administrator)
    await runJobs(strict, [deliverWebhook])
    const kept = await deliveryById(ctx, (await onlyDelivery()).id)
    expect(kept?.all[0]?.problem).toContain('private network')
    expect(kept?.all[0]?.status).toBeNull()
  })

  it('lets its endpoint be turned off after five days without success, and tells the administrators once', async () => {
    const id = await testEvent()
    Object.assign(other.answer, { status: 500 })
    await deliver()
    const later = after(ctx.now, 5 * day + minute)
    await sendTest({ ...ctx, now: later }, id, administrator)
    await deliver(later)
    expect(await endpointById(ctx, id)).toMatchObject({ offBecause: 'failing', offSince: later })
    const posted = await ctx.db.select().from(mails).where(eq(mails.kind, 'webhook-off'))
    expect(posted).toHaveLength(1)
    await switchEndpoint(ctx, id, true, administrator)
    expect(await endpointById(ctx, id)).toMatchObject({ offBecause: null, failingSince: null })
  })

  it('answered with 410 ends at once', async () => {
    const id = await testEvent()
    Object.assign(other.answer, { status: 410 })
    await deliver()
    expect(await endpointById(ctx, id)).toMatchObject({ offBecause: 'gone' })
    expect(await onlyDelivery()).toMatchObject({ state: 'failed', nextAt: null })
  })

  it('is forgotten after its time in the log', async () => {
    await testEvent()
    await forgetBy({ ...ctx, now: after(ctx.now, 29 * day) }, 'webhooks')
    expect(await deliveries(ctx, {}, { limit: 10 })).toHaveLength(1)
    await forgetBy({ ...ctx, now: after(ctx.now, 31 * day) }, 'webhooks')
    expect(await deliveries(ctx, {}, { limit: 10 })).toEqual([])
  })
})

describe('an endpoint', () => {
  it.each([
    'http://partner.example/',
    'ftp://partner.example/',
    'partner.example',
    'https://me:secret@partner.example/',
  ])('is not made at %s', async (url) => {
    await expect(async () => addEndpoint(ctx, { ...everything(), url }, administrator)).rejects.toThrow(/address/)
  })

  it('keeps its secret sealed, and changes what it is told', async () => {
    const { id, secret } = await addEndpoint(ctx, everything(), administrator)
    const [row] = await ctx.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id))
    expect(JSON.stringify(row)).not.toContain(secret.slice(6))
    await changeEndpoint(ctx, id, { ...everything(), events: ['member.joined'] }, administrator)
    expect(await endpointById(ctx, id)).toMatchObject({ events: ['member.joined'] })
    await expect(async () => addEndpoint(ctx, { ...everything(), events: [] }, administrator)).rejects.toThrow(
      'at least one',
    )
  })
})
