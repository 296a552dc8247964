import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { backupName, noteOf } from '#lib/backups/model.ts'
import { after, day, hour, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { Config } from '#lib/config.ts'
import { planSetup } from '#lib/donations/setup.ts'
import { examine } from '#lib/doctor/examine.ts'
import { judgeClock, judgeDisk, type Finding } from '#lib/doctor/model.ts'
import { connect } from '#db/client.ts'
import { openTill } from '#tests/donations/till.ts'
import { startSmtpServer } from '#tests/mail/small-smtp-server.ts'
import { smallNameServer } from '#tests/crawlers/small-name-server.ts'
import { emptyDatabase, someFolder } from '#tests/backups/support.ts'

const till = await openTill()
const smtp = await startSmtpServer()
let readyAnswer = 200
const site = createServer((request, response) => {
  if (request.method === 'PURGE') response.writeHead(request.headers.authorization === 'Bearer right' ? 200 : 403).end()
  else response.writeHead(readyAnswer).end('jobs have waited')
})
site.listen(0, '127.0.0.1')
await once(site, 'listening')
const address = site.address()
const siteUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
afterAll(async () => {
  await smtp.stop()
  site.closeAllConnections()
  site.close()
})

const backups = someFolder()
const healthy: Partial<Config> = {
  publicUrl: 'http://localhost:9',
  webUrls: [siteUrl],
  smtpUrl: smtp.url,
  backups: { dir: backups, recipients: ['age1…'] },
  frontCache: { varnishUrls: [siteUrl], varnishToken: 'right' },
}

function patient(more: Partial<Config> = {}, given: Partial<Context> = {}): Context {
  const ctx = till.ctx()
  return { ...ctx, ...given, config: { ...ctx.config, ...healthy, ...more } }
}

function keepBackup(at: Date, note: object): void {
  writeFileSync(join(backups, backupName(at)), '')
  writeFileSync(join(backups, noteOf(backupName(at))), JSON.stringify(note))
}

/** What is not as it should be, of one area. */
async function amiss(ctx: Context, area: Finding['area'], wishes = {}): Promise<string[]> {
  const findings = await examine(ctx, wishes)
  const bad = findings.filter((one) => one.area === area && one.state !== 'ok')
  // Every fault has a remedy, in one sentence.
  expect(bad.every(({ remedy }) => (remedy ?? '').length > 10)).toBe(true)
  return bad.map(({ state, says }) => `${state}: ${says}`)
}

/** Nobody answers there, on any machine of today. */
const nowhere = '127.0.0.1:9'

test('what is set up well has nothing amiss but what a rehearsal brings with it', async () => {
  for (const step of (await planSetup(patient())).steps) await step.run()
  keepBackup(after(new Date(), -hour), { verified: true, missing: 0 })
  await till.ctx().db.execute(sql`
    insert into pgboss.instance (id, name, host, pid, version, node_version, heartbeat_seconds, supervise, schedule, migrate,
      persist_queue_stats, persist_warnings, heartbeat_on)
    values (gen_random_uuid(), 'worker', 'here', 1, '12', '24', 30, true, true, false, false, false, now())`)
  const findings = await examine(patient())
  expect(findings.filter(({ state }) => state === 'fail')).toMatchObject([
    { area: 'site', says: expect.stringContaining('http://localhost:9 does not answer') },
  ])
  expect(findings.filter(({ state, area }) => state === 'warn' && area !== 'disk').map(({ says }) => says)).toEqual([
    expect.stringContaining('STRIPE_API_BASE'),
    expect.stringContaining('test mode'),
    expect.stringContaining('name servers say nothing'),
  ])
})

test('a worker that is gone, jobs that were given up', async () => {
  const { db, queue } = till.ctx()
  await db.execute(sql`update pgboss.instance set heartbeat_on = now() - interval '1 hour'`)
  expect(await amiss(patient(), 'worker')).toEqual([expect.stringContaining('fail: no worker')])
  await db.execute(sql`update pgboss.instance set heartbeat_on = now()`)
  expect(await queue.deadLetters(db, 1)).toEqual([])
  await db.execute(sql`insert into pgboss.job (name, data) values ('dead-letters', '{}')`)
  expect(await amiss(patient(), 'worker')).toEqual(['warn: 1 jobs were given up'])
  await db.execute(sql`delete from pgboss.job where name = 'dead-letters'`)
})

test('a database that is away, or has no tables', async () => {
  const away = connect(`postgres://nobody@${nowhere}/nothing`, 1)
  expect(await amiss(patient({}, { db: away.db }), 'database')).toEqual([expect.stringContaining('ECONNREFUSED')])
  await away.close()
  const empty = connect(await emptyDatabase(), 1)
  expect(await amiss(patient({}, { db: empty.db }), 'database')).toEqual(['fail: migrations are not applied'])
  await empty.close()
})

test('Stripe: a wrong key, no endpoint, one that is off or is told too little, events that never came', async () => {
  const stripe = { ...till.ctx().config.stripe, apiBase: `http://${nowhere}` }
  expect(await amiss(patient({ stripe }), 'stripe')).toEqual([expect.stringContaining('fail: Stripe does not answer')])
  const elsewhere = patient({ publicUrl: 'http://localhost:10' })
  expect(await amiss(elsewhere, 'stripe')).toContain(
    'fail: Stripe has no webhook endpoint with the address of PUBLIC_URL',
  )
  const endpoints = till.dashboard.webhookEndpoints
  const [ours] = (await endpoints.list()).data.filter(({ url }) => url.startsWith('http://localhost:9'))
  await endpoints.update(ours?.id ?? '', { enabled_events: ['invoice.paid'] })
  expect((await amiss(patient(), 'stripe')).join()).toContain('is not told of charge.dispute.closed')
  await endpoints.update(ours?.id ?? '', { disabled: true })
  expect((await amiss(patient(), 'stripe')).join()).toContain('switched off')
  for (const step of (await planSetup(patient())).steps) await step.run()

  await till.pay((await till.begin()).url)
  await till.take()
  expect(await amiss(patient(), 'stripe')).toEqual([expect.stringContaining('test mode')])
  await till.advance(1 / 24)
  expect((await amiss(patient(), 'stripe')).join()).toMatch(
    /fail: no event of Stripe’s has come yet, and \d+ .* never came/,
  )
})

test('mail: a server that is away, a sender whose mails wait, and one that is sent on request', async () => {
  const away = patient({ smtpUrl: `smtp://${nowhere}` })
  expect((await amiss(away, 'mail', { sendTo: 'me@example.org' })).filter((line) => line.startsWith('fail'))).toEqual([
    expect.stringContaining('fail: the mail server does not let us in'),
  ])
  const { db, now } = till.ctx()
  await db.execute(sql`insert into mails (id, kind, recipient, data, dedupe_key, created_at, problem)
    values (gen_random_uuid(), 'x', 'a@example.org', '{}', 'waits', ${after(now, -2 * hour).toISOString()}, 'the box is full')`)
  expect((await amiss(patient(), 'mail')).join()).toContain(
    'warn: 1 mails have waited for over an hour (the box is full)',
  )
  await examine(patient(), { sendTo: 'me@example.org' })
  expect(smtp.received.map(({ to }) => to)).toEqual([['me@example.org']])
  smtp.verdict = '550 not from you'
  expect((await amiss(patient(), 'mail', { sendTo: 'me@example.org' })).join()).toContain(
    'fail: no mail to me@example.org',
  )
})

test('mail: what name servers say of the sender’s domain', async () => {
  const texts: Record<string, string> = {}
  const names = await smallNameServer({ reverse: {}, forward: {}, texts })
  const nameServers = [names.address]
  const ctx = patient({ nameServers, mailFrom: 'Magazine <post@magazine.example>' })
  const said = async () => (await amiss(ctx, 'mail')).filter((line) => line.includes('magazine.example'))
  expect(await said()).toEqual([
    'warn: magazine.example has no SPF record',
    'warn: magazine.example has no DMARC record',
  ])
  texts['magazine.example'] = 'v=spf1 mx -all'
  texts['_dmarc.magazine.example'] = 'v=DMARC1; p=none'
  expect(await said()).toEqual([])
  names.close()
})

test('files that cannot be put, a cache that is away, a purge that is refused, a site that is not ready', async () => {
  const file = join(someFolder(), 'in-the-way')
  writeFileSync(file, '')
  expect(await amiss(patient({ picturesDir: join(file, 'pictures') }), 'files')).toEqual([
    expect.stringContaining('fail: pictures, on disk: ENOTDIR'),
  ])
  const frontCache = { varnishUrls: [siteUrl], varnishToken: 'wrong' }
  expect(await amiss(patient({ frontCache }), 'cache', { redisUrl: `redis://${nowhere}` })).toEqual([
    expect.stringContaining('fail: the shared cache does not answer'),
    expect.stringContaining('takes no purge'),
  ])
  readyAnswer = 503
  const http = await amiss(patient({ publicUrl: 'http://magazine.invalid' }), 'site')
  expect(http.join('; ')).toMatch(
    /answers 503: jobs have waited; .*does not answer.*; fail: PUBLIC_URL begins with http/,
  )
  const tls = await amiss(patient({ publicUrl: siteUrl.replace('http:', 'https:') }), 'site')
  expect(tls.at(-1)).toContain('TLS of 127.0.0.1 does not hold')
  expect(tls.join('; ')).not.toContain('does not answer')
})

test('backups: none, an old one, one that was not tried or lacked files', async () => {
  const dir = someFolder()
  expect(await amiss(patient({ backups: { dir, recipients: [] } }), 'backups')).toEqual([
    expect.stringContaining('warn: none is taken'),
  ])
  expect(await amiss(patient({ backups: { dir, recipients: ['age1…'] } }), 'backups')).toEqual([
    `fail: there is none in ${dir}`,
  ])
  keepBackup(new Date(), { verified: false, missing: 3 })
  expect(await amiss(patient(), 'backups')).toEqual([
    'warn: the newest was not tried',
    'warn: 3 files that rows name were lost before it was taken',
  ])
  expect(await amiss(patient({}, { now: after(new Date(), 9 * day) }), 'backups')).toContain(
    'fail: the newest was taken 9 days ago',
  )
})

test('clocks and disks are judged by how far off and how full they are', () => {
  expect([1_000, -20_000, 5 * minute].map((ms) => judgeClock('PostgreSQL', ms).state)).toEqual(['ok', 'warn', 'fail'])
  expect(judgeClock('PostgreSQL', -20_000).says).toBe('the clock of PostgreSQL is 20 s behind this machine’s')
  expect([50e9, 2e9, 0.1e9].map((free) => judgeDisk('/', free, 100e9).state)).toEqual(['ok', 'warn', 'fail'])
})
