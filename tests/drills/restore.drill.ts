import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { takenAt } from '#lib/backups/model.ts'
import { makeKey } from '#lib/backups/verify.ts'
import { stripe } from '#lib/donations/internal/stripe.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { filesOfPicture } from '#lib/pictures/originals.ts'
import { ChildFailed, spawnChild } from '#scripts/embedded/child.ts'
import { signal } from '#scripts/embedded/processes.ts'
import { projectFolder } from '#scripts/embedded/state.ts'
import { typescript } from '#scripts/embedded/typescript.ts'
import { startStack } from '#tests/donations/crashes/stack.ts'
import { kinds, readDone, type Done } from './done.ts'
import { tell, tellCounts } from './telling.ts'

/** Seconds of traffic before the backup, and between it and the loss. */
const seconds = Number(process.env.DRILL_SECONDS ?? 15)

const folder = mkdtempSync(join(tmpdir(), 'standfirst-drill-'))
const place = (name: string) => join(folder, name)
const key = await makeKey()
writeFileSync(place('key'), key.identity, { mode: 0o600 })

tell('Starting a magazine: PostgreSQL, the Stripe sandbox, a mail server, the till and the worker.')
const stack = await startStack({
  PICTURES_DIR: place('pictures'),
  CASE_FILES_DIR: place('case-files'),
  BACKUP_DIR: place('backups'),
  BACKUP_RECIPIENTS: key.recipient,
})
afterAll(async () => {
  await stack.stop()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

/** Runs one of the project's commands as somebody would who types it, and shows what it says. */
async function run(name: string, args: string[] = []): Promise<void> {
  const output = place(`${name}.log`)
  const child = await spawnChild({
    name,
    command: process.execPath,
    args: [...typescript, join(projectFolder, 'scripts', `${name}.ts`), ...args],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...stack.environment },
    cwd: projectFolder,
    output,
  })
  const { code } = await child.exited
  for (const line of child.lastLines(40)) tell(`  ${name}: ${line}`)
  if (code !== 0) throw new ChildFailed(child, `ended with status ${code}:`)
}

/** Lets people work until what is returned is called; waits until each kind of work goes on. @returns what they were told had worked */
async function openTraffic(first: number): Promise<() => Promise<Done[]>> {
  const output = place(`traffic-${first}.log`)
  const people = await spawnChild({
    name: 'traffic',
    command: process.execPath,
    args: [...typescript, fileURLToPath(new URL('./traffic.ts', import.meta.url)), stack.webUrl, String(first)],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...stack.environment },
    cwd: projectFolder,
    output,
  })
  while (!kinds.every((kind) => readDone(output).some((done) => done.kind === kind)) && !people.hasExited())
    await wait(100)
  return async () => {
    if (people.hasExited()) throw new ChildFailed(people, 'ended by itself:')
    signal(people.mark.pid, 'SIGKILL')
    await people.exited
    return readDone(output)
  }
}

const found = z.array(z.object({ ref: z.string() }))
const where = {
  donations: sql`select email as ref from people where id in (select person_id from donations)`,
  comments: sql`select id::text as ref from comments`,
  articles: sql`select slug as ref from articles where state = 'published'`,
  pictures: sql`select id::text as ref from pictures`,
  cases: sql`select id::text as ref from cases`,
} as const

async function whatIsThere(): Promise<Record<(typeof kinds)[number], Set<string>>> {
  const { db } = stack.ctx()
  const refs = async (query: ReturnType<typeof sql>) =>
    new Set(found.parse([...(await db.execute(query))]).map(({ ref }) => ref))
  return {
    donations: await refs(where.donations),
    comments: await refs(where.comments),
    articles: await refs(where.articles),
    pictures: await refs(where.pictures),
    cases: await refs(where.cases),
  }
}

async function paidAtStripe(): Promise<string[]> {
  const paid = []
  for await (const session of stripe(stack.ctx()).checkout.sessions.list({ limit: 100 }))
    if (session.payment_status === 'paid') paid.push(session.customer_details?.email ?? '')
  return paid.toSorted()
}

/** Letters of thanks that each address was sent: the same one twice, under one Message-ID, is one. */
function thanks(): Map<string, number> {
  const letters = new Map<string, Set<string>>()
  for (const { to, message } of stack.smtp.received) {
    const [address] = to
    if (address === undefined || !/^Subject: .*thank/im.test(message)) continue
    const id = /^Message-ID: (.+)$/im.exec(message)?.[1]?.trim() ?? ''
    letters.set(address, (letters.get(address) ?? new Set()).add(id))
  }
  return new Map([...letters].map(([address, ids]) => [address, ids.size]))
}

const pictureRows = z.array(z.object({ contentHash: z.string(), mediaType: z.string(), width: z.int() }))

test('everything is lost in the middle of traffic', async () => {
  const endTraffic = await openTraffic(0)
  tell(`Traffic: people give, comment, publish with pictures, and write with files. ${seconds} s of it.`)
  await wait(seconds * 1000)

  tell('Taking a backup while they go on.')
  const began = new Date()
  await run('backup', ['--keep', '14'])
  const [file = ''] = readdirSync(place('backups')).filter((name) => takenAt(name) !== null)
  tell(`Traffic goes on after the backup for another ${seconds} s.`)
  await wait(seconds * 1000)

  tell('Losing everything: site and worker killed, the database’s folder, pictures and files of readers removed.')
  const [done] = await Promise.all([endTraffic(), stack.web.down(), stack.worker.down()])
  await stack.loseDatabase()
  for (const kind of ['pictures', 'case-files']) rmSync(place(kind), { recursive: true, force: true })
  const before = done.filter(({ at }) => new Date(at) < began)
  const writtenTo = thanks()

  tell('Restoring the backup into the empty database.')
  await run('restore', [join(place('backups'), file), '--identity', place('key')])

  const there = await whatIsThere()
  const paid = await paidAtStripe()
  tellCounts(
    'What came back',
    ['done in all', 'before backup', 'of those back', 'since, back'],
    kinds.map((kind) => {
      const all = done.filter((one) => one.kind === kind)
      const early = before.filter((one) => one.kind === kind)
      const back = early.filter(({ ref }) => there[kind].has(ref))
      return [
        kind,
        all.length,
        early.length,
        back.length,
        all.filter(({ ref }) => there[kind].has(ref)).length - back.length,
      ]
    }),
  )
  expect(before.filter(({ kind, ref }) => !there[kind].has(ref))).toEqual([])

  tell('Every picture that a row names has all of its files, and every file of readers is there.')
  const { db } = stack.ctx()
  const rows = pictureRows.parse([
    ...(await db.execute(sql`select content_hash as "contentHash", media_type as "mediaType", width from pictures`)),
  ])
  const files = rows.flatMap(filesOfPicture)
  for (const name of files) expect(statSync(join(place('pictures'), name)).size).toBeGreaterThan(0)
  tell(`${files.length} files of ${rows.length} pictures.`)

  tell('Payments: Stripe knows what was lost here.')
  tellCounts('Payments', ['at Stripe', 'here'], [['paid', paid.length, there.donations.size]])
  expect([...there.donations].toSorted()).toEqual(paid)
  expect(await reconcile(stack.ctx())).toMatchObject({ repaired: [], unrepaired: [] })

  tell('Starting site and worker again; what Stripe could not deliver meanwhile arrives, people go on.')
  await Promise.all([stack.web.up(), stack.worker.up()])
  const endAgain = await openTraffic(10_000)
  await wait(5_000)
  const again = await endAgain()
  await stack.webhooksSent()
  await wait(5_000)
  expect(again.length).toBeGreaterThan(0)
  expect(await reconcile(stack.ctx())).toMatchObject({ unrepaired: [] })

  const now = thanks()
  const twice = [...writtenTo.keys()].filter((address) => (now.get(address) ?? 0) > (writtenTo.get(address) ?? 0))
  tellCounts(
    'Letters of thanks',
    ['before loss', 'now', 'sent twice'],
    [['addresses', writtenTo.size, now.size, twice.length]],
  )
  expect([...writtenTo.values()].every((letters) => letters === 1)).toBe(true)
  expect(twice).toEqual([])
  tell('All of it as it should be.')
})
