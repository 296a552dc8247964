import { once } from 'node:events'
import { connect as dial, createServer, type Socket } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { isAway } from '#db/away.ts'
import { connect } from '#db/client.ts'
import { within } from '#lib/within.ts'
import { testContext } from '#tests/support/context.ts'

const ctx = await testContext()

/** A line to the database that can be cut: whoever calls then is refused. */
async function openLine(databaseUrl: string) {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const further = dial(Number(target.port), target.hostname)
    for (const end of [socket, further]) {
      sockets.add(end)
      end.on('error', () => undefined)
      end.on('close', () => {
        socket.destroy()
        further.destroy()
      })
    }
    socket.pipe(further).pipe(socket)
  })
  const listen = async (at: number) => {
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  const port = await listen(0)
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    url: url.href,
    async cut() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
    mend: () => listen(port),
  }
}

const line = await openLine(ctx.config.databaseUrl)
const pool = connect(line.url, 2)
afterAll(async () => {
  await pool.close()
  await line.cut()
})

test('while the database is away every question is refused soon, and the first after it is back is answered', async () => {
  await pool.db.execute(sql`select 1`)
  expect(pool.isAway()).toBe(false)
  await line.cut()
  // So many tries would take minutes, did each wait longer than the one before.
  for (let time = 0; time < 12; time += 1) {
    await expect(pool.db.execute(sql`select 1`)).rejects.toSatisfy(isAway)
    expect(pool.isAway()).toBe(true)
  }
  await expect(pool.db.transaction((tx) => tx.execute(sql`select 1`))).rejects.toSatisfy(isAway)
  await expect(pool.look()).rejects.toSatisfy(isAway)
  await line.mend()
  await pool.look()
  await expect.poll(() => pool.isAway(), { timeout: 5_000 }).toBe(false)
})

test('lines that break while something is about to be written on them are made anew', async () => {
  const many = connect(line.url, 6)
  const ask = () => many.db.execute(sql`select pg_sleep(0.05)`)
  const begun: Promise<unknown>[] = []
  for (let time = 0; time < 5; time += 1) {
    // Whoever is cut off asks again at once, on a line that is just about to be found broken, too.
    begun.push(...Array.from({ length: 6 }, () => ask().catch(ask).catch(ask).catch(isAway)))
    await new Promise((resolve) => setTimeout(resolve, 20))
    await line.cut()
    await line.mend()
    // As many as there are lines, so that each is asked: one that never writes again would be given up after ten seconds.
    await expect(Promise.all(Array.from({ length: 12 }, () => eventually(ask)))).resolves.toHaveLength(12)
  }
  await Promise.all(begun)
  await many.close()
}, 60_000)

/** A line that broke may be noticed by whoever asks next; nobody is told so twice. */
async function eventually(ask: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < 3; time += 1) {
    const answered = await within(3_000, ask()).then(
      () => true,
      (reason: unknown) => {
        if (!isAway(reason)) throw reason
        return false
      },
    )
    if (answered) return
  }
  throw new Error('refused three times')
}

test('what the database says no to is no sign that it is away', async () => {
  await expect(pool.db.execute(sql`select nothing from nowhere`)).rejects.not.toSatisfy(isAway)
  await expect(pool.db.transaction((tx) => tx.execute(sql`select 1 / 0`))).rejects.not.toSatisfy(isAway)
  expect(pool.isAway()).toBe(false)
})

test.each([
  ['53300', true],
  ['53100', true],
  ['57P01', true],
  ['57P03', true],
  ['08006', true],
  ['ECONNREFUSED', true],
  ['57014', false],
  ['55P03', false],
  ['23505', false],
])('a failure with the code %s says %s, also as the cause of another', (code, expected) => {
  const fault = Object.assign(new Error('a fault'), { code })
  expect(isAway(fault)).toBe(expected)
  expect(isAway(new Error('Failed query', { cause: fault }))).toBe(expected)
})
