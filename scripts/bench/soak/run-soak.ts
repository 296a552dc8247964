import { setInterval as every } from 'node:timers/promises'
import postgres from 'postgres'
import { z } from 'zod'
import { say, step } from '#scripts/progress.ts'
import { commentsSince, linesIn, settleAccounts, type Account } from './accounts.ts'
import { errorsLogged, failuresKept, untilQuiet } from './left-behind.ts'
import { Mailbox } from './mailbox.ts'
import { measureMemory, type Inspected, type MemorySample } from './memory.ts'
import { Meter } from './meter.ts'
import { keepPace, type Stream } from './pace.ts'
import type { Soaking } from './soaking.ts'
import type { Surroundings } from './surroundings.ts'
import { commentingBy, gatherWriters } from './visits/commenting.ts'
import { openDesk, workAtDesk } from './visits/desk.ts'
import { give } from './visits/giving.ts'
import { read, readEverything, search } from './visits/reading.ts'
import { comeAndGo } from './visits/signing-in.ts'

export interface Soaked {
  meter: Meter
  /** What of it counts, by `performance.now()`. */
  measured: { from: number; until: number }
  visits: number
  memory: Map<string, MemorySample[]>
  accounts: Account[]
}

const warmUpMs = 60_000
const samples = 24
const editorsAddress = 'person1@example.org'

/** Lets people come for a minute that warms up, and then for so many minutes; then looks at what they left behind. */
export async function runSoak(surroundings: Surroundings, minutes: number): Promise<Soaked> {
  const { url, databaseUrl, mailboxUrl, processes, logs } = surroundings
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined })
  try {
    const meter = new Meter()
    const since = new Date()
    const madeUp = linesIn(await commentsSince(sql, since))
    const soaking: Soaking = {
      url,
      meter,
      mailbox: new Mailbox(mailboxUrl, meter),
      metered: await meteredArticles(sql),
      told: { donations: [], comments: [], updates: [] },
    }
    const streams = await step('Reading everything once, and signing people in', () => gather(soaking, sql))
    const from = performance.now() + warmUpMs
    const until = from + minutes * 60_000
    const memory = new Map<string, MemorySample[]>()
    const [visits] = await step(`Soaking for ${minutes} minutes, after one that warms up`, () =>
      Promise.all([
        keepPace(streams, { from: from - warmUpMs, until }, meter),
        ...processes.map(async (one) => memory.set(one.name, await watch(one, { from, until }))),
      ]),
    )
    for (const fault of await untilQuiet(sql, since)) meter.fault(fault)
    for (const fault of await failuresKept(sql, since)) meter.fault(fault)
    for (const fault of logs.flatMap(errorsLogged)) meter.fault(fault)
    const accounts = await settleAccounts(soaking, surroundings, sql, since, madeUp)
    for (const fault of [...meter.told, ...accounts.flatMap(({ faults }) => faults.slice(0, 5))]) say(`  ${fault}`)
    return { meter, measured: { from, until }, visits, memory, accounts }
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** How often what is done, of a busy hour at a magazine of this size. */
async function gather(soaking: Soaking, sql: postgres.Sql): Promise<Stream[]> {
  await readEverything(soaking)
  const comment = commentingBy(soaking, await gatherWriters(soaking))
  const editor = await openDesk(soaking, editorsAddress, await makeEditor(sql, editorsAddress))
  return [
    { kind: 'reading', perMinute: 300, visit: (number) => read(soaking, number) },
    { kind: 'searching', perMinute: 30, visit: (number) => search(soaking, number) },
    { kind: 'signing in', perMinute: 12, visit: (number) => comeAndGo(soaking, number) },
    { kind: 'giving', perMinute: 9, visit: (number) => give(soaking, number) },
    { kind: 'commenting', perMinute: 18, visit: comment },
    { kind: 'the desk', perMinute: 12, visit: (number) => workAtDesk(soaking, editor, number) },
  ]
}

async function watch(one: Inspected, { from, until }: Soaked['measured']): Promise<MemorySample[]> {
  const taken: MemorySample[] = []
  const interval = (until - from) / samples
  const late = new AbortController()
  try {
    for await (const _ of every(interval, undefined, { signal: late.signal })) {
      if (performance.now() >= until) break
      if (performance.now() >= from) taken.push(await measureMemory(one))
    }
  } finally {
    late.abort()
  }
  return taken
}

const idsSchema = z.tuple([z.object({ id: z.uuid() })]).rest(z.unknown())

/** @returns the id of somebody of the made-up magazine who from now on edits articles and moderates comments */
async function makeEditor(sql: postgres.Sql, email: string): Promise<string> {
  const [{ id }] = idsSchema.parse(await sql`select id from people where email = ${email}`)
  await sql`
    insert into person_roles (person_id, role) values (${id}, 'editor'), (${id}, 'moderator') on conflict do nothing`
  return id
}

async function meteredArticles(sql: postgres.Sql): Promise<string[]> {
  const rows = z.array(z.object({ slug: z.string() })).parse(
    await sql`
    select slug from articles where access = 'metered' and state = 'published' order by published_at desc limit 20`,
  )
  return rows.map(({ slug }) => `/articles/${slug}`)
}
