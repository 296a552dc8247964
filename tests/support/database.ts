import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, expect, inject } from 'vitest'
import { connect, type Database } from '#db/client.ts'
import { databaseUrl } from './cluster.ts'

export interface TestDatabase {
  url: string
  db: Database
}

/** The files that one process runs share this module: whose database it is, is noted with it. */
let own: { file: string; database: Promise<TestDatabase> } | undefined

/**
 * This test file's own database: migrated, empty, cloned at the first call and dropped after the file's last test. Call
 * it (or testContext, which does) at the top of the file or in beforeAll.
 */
export function testDatabase(): Promise<TestDatabase> {
  const file = expect.getState().testPath ?? ''
  if (own?.file === file) return own.database
  own = { file, database: clone() }
  return own.database
}

async function clone(): Promise<TestDatabase> {
  const { adminUrl, template, prefix } = inject('cluster')
  const name = `${prefix}${randomBytes(6).toString('hex')}`
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  await admin`create database ${admin(name)} template ${admin(template)}`
  const url = databaseUrl(adminUrl, name)
  const { db, close } = connect(url)
  afterAll(async () => {
    await close()
    await admin`drop database if exists ${admin(name)} with (force)`
    await admin.end({ timeout: 5 })
  })
  return { url, db }
}
