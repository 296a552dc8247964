import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll } from 'vitest'
import { z } from 'zod'
import type { Config } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import type { JobHandler } from '#lib/jobs/job.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { testDatabase } from './database.ts'

/** Tests that name no time of their own happen then: a Wednesday in summer time, at noon in London. */
export const noon = new Date('2026-07-15T11:00:00Z')

/**
 * A context on this test file's own database, with the real queue: what is sent is there to be seen (`queuedJobs`) and
 * to be worked off (`runJobs`).
 * @param given.now when it happens
 * @param given.config what differs from a configuration in which every outside service is a closed port
 */
export async function testContext(given: { now?: Date; config?: Partial<Config> } = {}): Promise<Context> {
  const { url, db } = await testDatabase()
  const pictures = mkdtempSync(join(tmpdir(), 'standfirst-pictures-'))
  const caseFiles = mkdtempSync(join(tmpdir(), 'standfirst-case-files-'))
  const exports = mkdtempSync(join(tmpdir(), 'standfirst-exports-'))
  const queue = openQueue(url)
  afterAll(async () => {
    await queue.close()
    for (const folder of [pictures, caseFiles, exports]) rmSync(folder, { recursive: true, force: true })
  })
  return {
    db,
    now: given.now ?? noon,
    queue,
    config: {
      ...testConfig(url),
      picturesDir: pictures,
      caseFilesDir: caseFiles,
      exportsDir: exports,
      ...given.config,
    },
    log: createLog('test', 'silent'),
  }
}

/** Port 9 (discard) is closed on any machine of today: a test without its stand-in fails at once, and reaches nobody. */
const nowhere = '127.0.0.1:9'

function testConfig(databaseUrl: string): Config {
  return {
    databaseUrl,
    publicUrl: 'https://magazine.example',
    authSecret: 'only-for-tests-only-for-tests-only-for-tests',
    stripe: { secretKey: 'sk_test_standfirst', webhookSecrets: ['whsec_standfirst'], apiBase: `http://${nowhere}` },
    smtpUrl: `smtp://${nowhere}`,
    mailFrom: 'Magazine <post@magazine.example>',
    deskEmail: 'desk@magazine.example',
    mailReplyTo: 'hello@magazine.example',
    inboundMail: undefined,
    picturesDir: tmpdir(),
    caseFilesDir: tmpdir(),
    exportsDir: tmpdir(),
    backups: { dir: tmpdir(), recipients: [] },
    s3: undefined,
    internalToken: 'only-for-tests-only-for-tests',
    addressKeys: [{ id: 'tests', key: Buffer.alloc(32, 7) }],
    encryptionKeys: [{ id: 'tests', key: Buffer.alloc(32, 8) }],
    webUrls: [],
    frontCache: { varnishUrls: [], varnishToken: '' },
    nameServers: [nowhere],
    commentClassifier: undefined,
    webhookPrivateHosts: [],
    clockOffsetFile: undefined,
    trustedProxies: [],
    metricsToken: undefined,
    workerMetrics: undefined,
    tracing: undefined,
    ending: { afterMs: 0, withinMs: 20_000 },
    logLevel: 'silent',
  }
}

const jobRow = z.object({ id: z.string(), name: z.string(), data: z.unknown(), due: z.boolean() })
export interface QueuedJob {
  id: string
  name: string
  data: unknown
  /** Whether it may run at the context's time. */
  due: boolean
}

/**
 * The jobs that wait, oldest first.
 * @param name only those of one kind
 */
export async function queuedJobs(ctx: Context, name?: string): Promise<QueuedJob[]> {
  // Sent to run at once, a job carries the database's own time, which has nothing to do with the test's.
  const rows = await ctx.db.execute(sql`
    select id, name, data, start_after = created_on or start_after <= ${ctx.now.toISOString()}::timestamptz as due
    from pgboss.job
    where state < 'active' and (${name ?? null}::text is null or name = ${name ?? null})
    order by created_on, id`)
  return z.array(jobRow).parse([...rows])
}

/**
 * Works off, oldest first, every job that is due at the context's time and has a handler here, and whatever those jobs
 * send, until none is left.
 * @returns how many ran
 * @throws what a handler throws; its job then waits as before
 */
export async function runJobs(ctx: Context, handlers: JobHandler[]): Promise<number> {
  const handlerOf = new Map(handlers.map((handler) => [handler.job.name, handler]))
  for (let ran = 0; ; ran += 1) {
    const next = (await queuedJobs(ctx)).find((job) => job.due && handlerOf.has(job.name))
    if (!next) return ran
    await handlerOf.get(next.name)?.run(ctx, next.data)
    await ctx.db.execute(sql`delete from pgboss.job where name = ${next.name} and id = ${next.id}`)
  }
}
