import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { S3mini } from 's3mini'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { pictures } from '#db/schema/pictures.ts'
import type { S3Storage } from '#lib/config.ts'
import { restoreBackup } from '#lib/backups/restore.ts'
import { writeBackup } from '#lib/backups/write-backup.ts'
import { s3Store } from '#lib/files/s3-store.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import { readPicture } from '#lib/pictures/queries.ts'
import { removePicture, removePictureFiles } from '#lib/pictures/removal.ts'
import { hasSwift, startSwift, type Swift } from '#scripts/embedded/swift.ts'
import { emptyDatabase, jobs, key } from '#tests/backups/support.ts'
import { runJobs, testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { describeFileStore } from '#tests/support/file-store-contract.ts'

/* OpenStack Swift, an object storage in use at many hosts, speaks S3 here: the same contract as for a folder. */
describe.skipIf(!hasSwift())('an S3-compatible storage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'standfirst-swift-'))
  let swift: Swift
  let storage: S3Storage

  beforeAll(async () => {
    swift = await startSwift(folder)
    storage = swift.storage
    const { bucketUrl: endpoint, ...keys } = storage
    await new S3mini({ endpoint, ...keys }).createBucket()
  }, 120_000)

  afterAll(async () => {
    await swift?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  describeFileStore(() => s3Store(storage, 'files'))

  test('kinds of files in one bucket do not see each other', async () => {
    await s3Store(storage, 'one').put('a/b', Buffer.from('1'))
    expect(await s3Store(storage, 'another').has('a/b')).toBe(false)
    expect(await s3Store(storage, 'another').olderThan(new Date(Date.now() + 60_000))).toEqual([])
  })

  test('more than one page of a list is read', async () => {
    const store = s3Store(storage, 'many')
    for (let batch = 0; batch < 21; batch += 1)
      await Promise.all(Array.from({ length: 50 }, (_, at) => store.put(`x/${batch * 50 + at}`, Buffer.from('x'))))
    expect(await store.olderThan(new Date(Date.now() + 60_000))).toHaveLength(1050)
  }, 120_000)

  test('a wrong key, a bucket that is not there and a storage that does not answer are faults, not missing files', async () => {
    const faults = [
      { ...storage, secretAccessKey: 'wrong', accessKeyId: 'test:nobody' },
      { ...storage, bucketUrl: storage.bucketUrl.replace('standfirst', 'elsewhere') },
      { ...storage, bucketUrl: 'http://127.0.0.1:9/standfirst' },
    ]
    for (const wrong of faults)
      await expect(s3Store(wrong, 'files').put('a', Buffer.from('1'))).rejects.toThrow(/S3|fetch failed/)
    for (const wrong of faults.filter(({ bucketUrl }) => !bucketUrl.endsWith('elsewhere')))
      await expect(s3Store(wrong, 'files').read('a')).rejects.toThrow(/S3|fetch failed/)
  })

  test('pictures come and go there', async () => {
    const ctx = await testContext({ config: { s3: storage } })
    const editor = await makePerson(ctx, { roles: ['editor'] })
    const bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#123456' } })
      .jpeg()
      .toBuffer()
    const id = await ingestPicture(ctx, { from: { bytes } })
    const [row] = await ctx.db.select().from(pictures).where(eq(pictures.id, id))
    const hash = row?.contentHash ?? ''
    const served = await readPicture(ctx, hash, '320.avif')
    expect((await sharp(served?.bytes).metadata()).width).toBe(320)
    expect(await readPicture(ctx, hash, '640.avif')).toBeNull()
    await removePicture(ctx, id, editor)
    await runJobs(ctx, [removePictureFiles])
    expect(await readPicture(ctx, hash, '320.avif')).toBeNull()
  })

  test('a backup takes the files from there, and puts them back when all of it is lost', async () => {
    const ctx = await testContext({ now: new Date(), config: { s3: storage } })
    const bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#654321' } })
      .jpeg()
      .toBuffer()
    const picture = { from: { bytes }, fileName: 'brown.jpg' }
    await ingestPicture(ctx, picture)
    await ingestPicture(ctx, { from: { bytes: await sharp(bytes).negate().toBuffer() }, fileName: 'negative.jpg' })
    const path = join(folder, 'magazine.tar.age')
    const { files: taken } = await writeBackup(ctx, path, [key.recipient])

    const store = s3Store(storage, 'pictures')
    const kept = new Map<string, Uint8Array | null>()
    for (const name of await store.olderThan(new Date(Date.now() + 60_000))) {
      kept.set(name, await store.read(name))
      await store.remove(name)
    }
    expect(taken).toMatchObject({ count: kept.size, missing: [] })
    expect(kept.size).toBeGreaterThanOrEqual(4)
    const config = { ...ctx.config, databaseUrl: await emptyDatabase() }
    const restored = await restoreBackup(config, { path, identities: [key.identity], replace: false, jobs })
    expect(restored.files).toEqual(taken)
    for (const [name, before] of kept) expect(await store.read(name)).toEqual(before)
  })
})
