import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { placePostgres } from '#scripts/embedded/postgres-place.ts'
import { startPostgres, type Cluster } from '#scripts/embedded/postgres.ts'
import { isRunning, signal } from '#scripts/embedded/processes.ts'
import { openState } from '#scripts/embedded/state.ts'

const folder = mkdtempSync(join(tmpdir(), 'standfirst-postgres-'))
// Let an unprivileged user in, so that nothing is copied elsewhere when root runs this.
chmodSync(folder, 0o711)
const state = openState('demo', folder)
const place = placePostgres(state)
const clusters: Cluster[] = []
afterAll(async () => {
  for (const { child } of clusters) await child.stop()
  for (const path of [folder, dirname(place.data)]) rmSync(path, { recursive: true, force: true })
})

async function start(): Promise<Cluster> {
  const options = { place, password: 'a password: with @ signs/', log: join(state.logs, 'postgres.log'), port: 24_320 }
  const cluster = await startPostgres({ ...options, settings: { wal_sync_method: 'fdatasync' } })
  clusters.push(cluster)
  return cluster
}

async function ask(cluster: Cluster, question: string): Promise<unknown[]> {
  const client = postgres(cluster.url('postgres'), { max: 1, onnotice: () => undefined })
  try {
    return [...(await client.unsafe(question))]
  } finally {
    await client.end()
  }
}

test('it listens on loopback alone, without a socket in the file system, and asks for a password', async () => {
  const cluster = await start()
  const settings =
    "select setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories') order by name"
  expect(await ask(cluster, settings)).toEqual([{ setting: '127.0.0.1' }, { setting: '' }])
  expect(await ask(cluster, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }])
  const wrong = postgres(cluster.url('postgres').replace(/:[^:@]+@/, ':wrong@'), { max: 1 })
  await expect(wrong`select 1`).rejects.toThrow('password authentication failed')
  await wrong.end()
})

test('killed, it starts again and has what was committed', async () => {
  const [killed] = clusters
  if (!killed) throw new Error('it was not started')
  await ask(killed, 'create table kept as select 42 as answer')
  signal(killed.child.mark.pid, 'SIGKILL')
  await killed.child.exited
  const next = await start()
  expect(await ask(next, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('one that was left running is ended before the next starts', async () => {
  const left = clusters.at(-1)
  const next = await start()
  expect(left && isRunning(left.child.mark)).toBe(false)
  expect(await ask(next, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('a note of a process that is none of its own keeps it from nothing', async () => {
  await clusters.at(-1)?.child.stop()
  writeFileSync(join(place.data, 'postmaster.pid'), `${process.pid}\n${place.data}\n`)
  const next = await start()
  expect(await ask(next, 'select answer from kept')).toEqual([{ answer: 42 }])
  expect(isRunning(next.child.mark)).toBe(true)
})
