import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import { makeKey } from '#lib/backups/verify.ts'
import { jobHandlers } from '#scripts/job-handlers.ts'
import { databaseUrl } from '#tests/support/cluster.ts'

export const jobs = jobHandlers.map(({ job }) => job)

/** An empty database, dropped after the file's last test. */
export async function emptyDatabase(): Promise<string> {
  const { adminUrl, prefix } = inject('cluster')
  const name = `${prefix}${randomBytes(6).toString('hex')}`
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  await admin`create database ${admin(name)}`
  afterAll(async () => {
    await admin`drop database if exists ${admin(name)} with (force)`
    await admin.end({ timeout: 5 })
  })
  return databaseUrl(adminUrl, name)
}

/** A folder, removed after the file's last test. */
export function someFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'standfirst-backups-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const key = await makeKey()
