import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { withLock } from '#scripts/embedded/lock.ts'
import { placePostgres } from '#scripts/embedded/postgres-place.ts'
import { openState, readJson, secretsOf } from '#scripts/embedded/state.ts'

let folder = ''
let outside: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'standfirst-state-'))
  outside = []
})
afterEach(() => {
  for (const path of [folder, ...outside]) rmSync(path, { recursive: true, force: true })
})

test('secrets are made once, kept, and readable by their owner alone', () => {
  const state = openState('demo', folder)
  const secrets = secretsOf(state)
  expect(secretsOf(state)).toEqual(secrets)
  expect(secretsOf(openState('other', folder))).not.toEqual(secrets)
  expect(statSync(join(state.folder, 'secrets.json')).mode & 0o777).toBe(0o600)
})

test('a note that was cut short counts as none', () => {
  const file = join(folder, 'note.json')
  writeFileSync(file, '{"port": 30')
  expect(readJson(file, z.object({ port: z.number() }))).toBeUndefined()
})

test('a lock is held by one at a time', async () => {
  const order: string[] = []
  const hold = (name: string) =>
    withLock(join(folder, 'lock'), async () => {
      order.push(`${name} in`)
      await new Promise((resolve) => setTimeout(resolve, 20))
      order.push(`${name} out`)
    })
  await Promise.all([hold('a'), hold('b')])
  expect(order[1]).toBe(order[0]?.replace('in', 'out'))
})

test('the lock of a process that was killed is taken over', async () => {
  const lock = join(folder, 'lock')
  writeFileSync(lock, JSON.stringify({ pid: process.pid, began: 'long before' }))
  expect(await withLock(lock, () => Promise.resolve('in'))).toBe('in')
})

if (process.getuid?.() === 0) {
  describe('for root', () => {
    // mkdtemp makes folders that only their owner may enter, as root's home is.
    test('a folder that an unprivileged user cannot enter sends PostgreSQL elsewhere, always to the same place', () => {
      const place = placePostgres(openState('demo', folder))
      outside.push(dirname(place.programs))
      expect(place.data.startsWith(folder)).toBe(false)
      expect(place.user?.uid).toBeGreaterThan(0)
      expect(placePostgres(openState('demo', folder))).toEqual(place)
    })

    test('a copied project gets data of its own', () => {
      const place = placePostgres(openState('demo', folder))
      const copy = join(folder, 'copy')
      cpSync(join(folder, '.data'), join(copy, '.data'), { recursive: true })
      const other = placePostgres(openState('demo', copy))
      outside.push(dirname(place.programs), dirname(other.programs))
      expect(other.data).not.toBe(place.data)
    })
  })
} else {
  test('for an ordinary user PostgreSQL lives in the state folder and runs as that user', () => {
    const state = openState('demo', folder)
    const place = placePostgres(state)
    expect(place.data).toBe(join(state.folder, 'postgres'))
    expect(place.user).toBeUndefined()
  })
}
