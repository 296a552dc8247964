import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import postgres from 'postgres'
import sharp from 'sharp'
import { v7 } from 'uuid'
import { expect, test, vi } from 'vitest'
import { connect } from '#db/client.ts'
import { applyMigrations } from '#db/migrate.ts'
import journal from '#db/migrations/meta/_journal.json' with { type: 'json' }
import { carrier, inSnapshot, tablesOf } from '#db/snapshot.ts'
import { caseSubmissions } from '#db/schema/cases.ts'
import { pictures } from '#db/schema/pictures.ts'
import { auditLog } from '#db/schema/platform.ts'
import { recordAudit } from '#lib/audit/audit.ts'
import { readArchive } from '#lib/backups/archive.ts'
import { restoreBackup } from '#lib/backups/restore.ts'
import { isUnfinished, noteCaughtUp } from '#lib/backups/unfinished.ts'
import { makeKey, verifyBackup } from '#lib/backups/verify.ts'
import { writeBackup } from '#lib/backups/write-backup.ts'
import { takeFiles } from '#lib/cases/files.ts'
import { prepareQueues } from '#lib/jobs/queue.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import { removePicture, removePictureFiles } from '#lib/pictures/removal.ts'
import { pictureStore } from '#lib/pictures/store.ts'
import { queuedJobs, runJobs, testContext } from '#tests/support/context.ts'
import { makeArticle, makeMember, makePerson } from '#tests/support/factories.ts'
import { withOneMore } from '#tests/support/one-more-migration.ts'
import { emptyDatabase, jobs, key, someFolder } from './support.ts'

const ctx = await testContext({ now: new Date() })
const folder = someFolder()
const path = join(folder, 'one.tar.age')

async function picture(colour: string): Promise<string> {
  const bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: colour } })
    .png()
    .toBuffer()
  return ingestPicture(ctx, { from: { bytes }, fileName: `${colour}.png`, alt: 'A colour' })
}

const editor = await makePerson(ctx, { roles: ['editor'], name: 'Ünïcode \\ tab\t“quoted”' })
await makeMember(ctx, editor, 'patron')
await makeArticle(ctx, { slug: 'the-eel' })
const first = await picture('red')
const files = await takeFiles(ctx, [{ name: 'proof.txt', bytes: Buffer.from('What was said.') }])
await ctx.db.insert(caseSubmissions).values({
  id: v7(),
  kind: 'correction',
  email: 'reader@example.org',
  name: 'A Reader',
  message: 'It was not so.',
  details: {},
  files,
  sentAt: ctx.now,
})
await recordAudit(ctx, { actorId: editor.id, action: 'did something', subject: 'thing 1', details: {} })
await postMail(ctx, { kind: 'notice', recipient: 'a@example.org', data: {}, dedupeKey: 'once' })

async function tablesIn(url: string) {
  const sql = carrier(url)
  const tables = await inSnapshot(sql, tablesOf)
  await sql.end()
  return tables
}

function sameFile(path: string, from: string, to: string): boolean {
  return readFileSync(path.replace(from, to)).equals(readFileSync(path))
}

function open(identities: string[], file = path) {
  return verifyBackup({ path: file, identities, databaseUrl: ctx.config.databaseUrl, jobs })
}

test('what is restored is what was backed up: every row of every table, and every file', async () => {
  const { manifest, files: taken } = await writeBackup(ctx, path, [key.recipient])
  expect(taken).toMatchObject({ count: 6, missing: [] })
  expect(readFileSync(path).subarray(0, 22).toString()).toBe('age-encryption.org/v1\n')
  expect(readFileSync(path).includes('the-eel')).toBe(false)

  const databaseUrl = await emptyDatabase()
  const config = { ...ctx.config, databaseUrl, picturesDir: someFolder(), caseFilesDir: someFolder() }
  const restored = await restoreBackup(config, { path, identities: [key.identity], replace: false, jobs })
  expect(restored).toMatchObject({ manifest, files: taken, lostKeys: [] })
  const { db, close } = connect(databaseUrl, 1)
  // All but the note that it has not caught up, which keeps the worker from sending what was sent.
  expect(await isUnfinished(db)).toBe(true)
  await noteCaughtUp(db)
  const there = (await tablesIn(databaseUrl)).filter(({ rows }) => rows > 0)
  expect(there).toEqual(manifest.tables.filter(({ rows }) => rows > 0))
  expect(there.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['pgboss.job', 'public.audit_log', 'public.membership_ledger', 'public.pictures']),
  )
  const compared: boolean[] = []
  for (const [from, to] of [
    [ctx.config.picturesDir, config.picturesDir],
    [ctx.config.caseFilesDir, config.caseFilesDir],
  ] as const)
    for (const name of readdirSync(from, { recursive: true, withFileTypes: true }))
      if (name.isFile()) compared.push(sameFile(join(name.parentPath, name.name), from, to))
  expect(compared).toEqual(Array.from({ length: 6 }, () => true))

  // Sequences go on where they were, keys tie again, and what must never be rewritten is guarded again.
  const again = { ...ctx, db, config }
  await makeMember(again, await makePerson(again), 'supporter')
  await expect(db.delete(auditLog)).rejects.toThrow('audit_log')
  await expect(makeMember(again, { ...editor, id: v7() }, 'patron')).rejects.toThrow('membership_ledger')
  await close()
})

test('a restore that is broken off leaves nothing in the way of the next', async () => {
  const databaseUrl = await emptyDatabase()
  const config = { ...ctx.config, databaseUrl, picturesDir: someFolder(), caseFilesDir: someFolder() }
  const given = { path, identities: [key.identity], replace: false, jobs }
  writeFileSync(join(config.picturesDir, 'full'), '')
  const noRoom = { ...config, picturesDir: join(config.picturesDir, 'full') }
  await expect(restoreBackup(noRoom, given)).rejects.toThrow('ENOTDIR')
  const { db, close } = connect(databaseUrl, 1)
  expect(await db.$count(auditLog)).toBe(0)
  await close()
  expect(await restoreBackup(config, given)).toMatchObject({ files: { count: 6 } })
  await expect(restoreBackup(config, given)).rejects.toThrow('holds a magazine already')
})

async function readThrough(file: string, identities: string[]): Promise<string[]> {
  const names: string[] = []
  for await (const entry of readArchive(file, identities)) {
    await entry.read()
    names.push(entry.name)
  }
  return names
}

test('it opens for its key alone, and says when it was damaged or cut short', async () => {
  const other = await makeKey()
  await expect(open([other.identity])).rejects.toThrow('None of the keys')
  const names = await readThrough(path, [other.identity, key.identity])
  expect([names.at(0), names.at(-1)]).toEqual(['manifest.json', 'files.json'])
  const bytes = readFileSync(path)
  const damaged = join(folder, 'damaged.tar.age')
  writeFileSync(damaged, bytes.with(bytes.length - 100, bytes[bytes.length - 100] === 1 ? 2 : 1))
  await expect(readThrough(damaged, [key.identity])).rejects.toThrow('damaged or cut short')
  writeFileSync(damaged, bytes.subarray(0, bytes.length - 100))
  await expect(readThrough(damaged, [key.identity])).rejects.toThrow('damaged or cut short')
  writeFileSync(damaged, 'nothing of the kind')
  await expect(open([key.identity], damaged)).rejects.toThrow('damaged or cut short')
})

test('no picture is removed under a backup that still names it, and one that was lost before is told of', async () => {
  const second = await picture('blue')
  const file = join(folder, 'two.tar.age')
  let gone: Promise<void> | undefined
  await writeBackup(ctx, file, [key.recipient], (what) => {
    if (what === 'rows')
      return (gone ??= removePicture(ctx, second, editor).then(
        async () => void (await runJobs(ctx, [removePictureFiles])),
      ))
  })
  expect(await open([key.identity], file)).toMatchObject({ files: { count: 11, missing: [] } })
  const admin = postgres(ctx.config.databaseUrl, { max: 1 })
  // A backup of another file's tests may be checked meanwhile.
  await expect
    .poll(() => admin`select datname from pg_database where starts_with(datname, 'standfirst_check_')`, {
      timeout: 30_000,
    })
    .toHaveLength(0)
  await admin.end()
  // It went meanwhile, and its files follow in ten minutes.
  expect(await ctx.db.select().from(pictures).where(eq(pictures.id, second))).toEqual([])
  expect(await queuedJobs(ctx, 'picture-files-remove')).toMatchObject([{ due: false }])

  const [row] = await ctx.db.select().from(pictures).where(eq(pictures.id, first))
  rmSync(join(ctx.config.picturesDir, row?.contentHash ?? ''), { recursive: true })
  expect(await pictureStore(ctx).has(`${row?.contentHash}/320.avif`)).toBe(false)
  const { files: taken } = await writeBackup(ctx, join(folder, 'three.tar.age'), [key.recipient])
  expect(taken.missing).toHaveLength(5)
})

test('tables are not rewritten under a backup: whoever migrates waits until it is taken', async () => {
  const url = await emptyDatabase()
  await applyMigrations(url)
  await prepareQueues(url, jobs)
  const other = postgres(url, { max: 2, onnotice: () => undefined })
  await other`insert into people (id, email) values (${v7()}, 'here@example.org')`
  const { promise: done, resolve: finish } = Promise.withResolvers<void>()
  // The first table of all: what is backed up is the instant before it can be counted.
  const holder = other.begin(async (tx) => {
    await tx`lock table account_deletions in access exclusive mode`
    await done
  })
  const file = join(folder, 'migrating.tar.age')
  const backup = writeBackup({ ...ctx, config: { ...ctx.config, databaseUrl: url } }, file, [key.recipient])
  const waiting = (many: number) =>
    vi.waitFor(
      async () =>
        expect(
          await other`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        ).toHaveLength(many),
      { timeout: 10_000, interval: 20 },
    )
  await waiting(1)
  // PostgreSQL shows a table that was rewritten as empty to whoever looks at an earlier instant.
  const rewriting = applyMigrations(url, {
    folder: withOneMore('alter table people add column chance double precision default random()'),
  })
  await Promise.race([rewriting, waiting(2)])
  finish()
  await Promise.all([holder, rewriting])
  const { manifest } = await backup
  expect(manifest.tables.find(({ name }) => name === 'public.people')?.rows).toBe(1)
  expect(await other`select email from people where chance is not null`).toHaveLength(1)
  await other.end()
})

test('a backup of an older version is restored as it was and then migrated; it replaces what is there only when told, and while nobody uses it', async () => {
  const older = journal.entries.at(-3)
  const url = await emptyDatabase()
  await applyMigrations(url, { until: older?.when ?? 0 })
  await prepareQueues(url, jobs)
  const old = postgres(url, { max: 1 })
  await old`insert into people (id, email) values (${v7()}, 'old@example.org')`
  await old.end()
  const file = join(folder, 'older.tar.age')
  await writeBackup({ ...ctx, config: { ...ctx.config, databaseUrl: url } }, file, [key.recipient])

  const target = await emptyDatabase()
  const connection = connect(target, 1)
  await connection.db.execute('create table something (id integer)')
  const config = { ...ctx.config, databaseUrl: target, addressKeys: [{ id: 'tests', key: Buffer.alloc(32, 1) }] }
  const given = { path: file, identities: [key.identity], jobs }
  await expect(restoreBackup(config, { ...given, replace: false })).rejects.toThrow('--replace')
  await expect(restoreBackup(config, { ...given, replace: true })).rejects.toThrow('stop web and worker')
  await connection.close()
  const restored = await restoreBackup(config, { ...given, replace: true })
  expect(restored.lostKeys).toEqual(['tests'])
  expect(restored.lostEncryptionKeys).toEqual([])
  await applyMigrations(target)
  const there = postgres(target, { max: 1 })
  expect(await there`select email from people`).toEqual([{ email: 'old@example.org' }])
  expect(await there`select max(created_at)::text as at from drizzle.__drizzle_migrations`).toEqual([
    { at: String(journal.entries.at(-1)?.when) },
  ])
  await there.end()
})
