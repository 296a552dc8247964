import { access, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BlobReader, TextWriter, ZipReader } from '@zip.js/zip.js'
import { eq } from 'drizzle-orm'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { exportArchives } from '#db/schema/exports.ts'
import { auditLog } from '#db/schema/platform.ts'
import { after, day } from '#lib/clock.ts'
import { askForArchive, latestArchives, removeOldArchives, takeArchive } from '#lib/exports/archives.ts'
import { removeExportArchives, writeExportArchive } from '#lib/exports/jobs.ts'
import { mayExport } from '#lib/exports/policy.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import { runJobs, testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const actor = await makePerson(ctx, { roles: ['administrator'] })
const article = await makeArticle(ctx, { slug: 'the-eel' })
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="#123"/></svg>'
await ingestPicture(ctx, { from: { bytes: Buffer.from(svg) }, alt: 'A rectangle', isTrusted: true })
const options = { withRevisions: true, withAddresses: false }

test('administrators may take the magazine out, and nobody else', () => {
  expect(mayExport({ roles: ['administrator'] })).toBe(true)
  expect(mayExport({ roles: ['managing_editor', 'editor', 'fulfilment', 'moderator', 'author'] })).toBe(false)
})

test('an archive is written by the worker, given out, noted, and removed when its days are over', async () => {
  const id = await askForArchive(ctx, options, actor.id)
  await expect(askForArchive(ctx, options, actor.id)).rejects.toThrow('An archive is being written already.')
  await expect(takeArchive(ctx, id, actor.id)).rejects.toThrow('no longer kept')
  await runJobs(ctx, [writeExportArchive])
  const [archive] = await latestArchives(ctx, 1)
  expect(archive).toMatchObject({ id, state: 'done', problem: null })
  expect(archive?.written).toBe(archive?.total)

  const taken = await takeArchive(ctx, id, actor.id)
  expect(taken.name).toBe('standfirst-2026-07-15.zip')
  const zip = new ZipReader(new BlobReader(new Blob([new Uint8Array(await buffer(taken.content))])))
  const entries = await zip.getEntries()
  const names = entries.map(({ filename }) => filename)
  expect(names).toContain(`articles/${article.slug}.md`)
  expect(names.filter((name) => name.startsWith('pictures/'))).toHaveLength(1)
  expect(names).toContain('revisions.jsonl')
  expect(names.at(-1)).toBe('manifest.json')
  const last = entries.at(-1)
  expect(last && !last.directory && JSON.parse(await last.getData(new TextWriter()))).toMatchObject({
    options,
    missingPictures: [],
  })

  const noted = await ctx.db.select({ action: auditLog.action }).from(auditLog).where(eq(auditLog.actor, actor.id))
  expect(noted.map(({ action }) => action)).toEqual([
    'asked for an export of the magazine',
    'downloaded an export of the magazine',
  ])

  await removeOldArchives(ctx)
  await access(join(ctx.config.exportsDir, `${id}.zip`))
  const later = { ...ctx, now: after(ctx.now, 3 * day + 1) }
  await expect(takeArchive(later, id, actor.id)).rejects.toThrow('no longer kept')
  await removeExportArchives.run(later, {})
  await expect(access(join(ctx.config.exportsDir, `${id}.zip`))).rejects.toThrow('ENOENT')
  expect(await latestArchives(ctx, 1)).toMatchObject([{ state: 'removed' }])
})

test('what goes wrong is said, leaves no half of a file, and can be tried again', async () => {
  const id = await askForArchive(ctx, options, actor.id)
  const file = join(ctx.config.exportsDir, 'file')
  await writeFile(file, '')
  const broken = { ...ctx, config: { ...ctx.config, exportsDir: join(file, 'in-a-file') } }
  await expect(writeExportArchive.run(broken, { id })).rejects.toThrow('ENOTDIR')
  expect(await latestArchives(ctx, 1)).toMatchObject([{ id, state: 'failed' }])
  await writeExportArchive.run(ctx, { id })
  const [row] = await ctx.db.select().from(exportArchives).where(eq(exportArchives.id, id))
  expect(row).toMatchObject({ state: 'done', problem: null })
})

test('asked for twice at once, one is written', async () => {
  const asked = await Promise.allSettled([1, 2, 3].map(() => askForArchive(ctx, options, actor.id)))
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})
