import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asc } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { fromHtml } from '#lib/articles/body/from-hast.ts'
import { placePictures } from '#lib/articles/body/rebuild.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import type { Context } from '#lib/context.ts'
import { exportedArticles } from '#lib/exports/parts/articles.ts'
import { folderSink } from '#lib/exports/sinks/folder.ts'
import { writeExport } from '#lib/exports/write-export.ts'
import { importMarkdown } from '#lib/importers/markdown/import.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import { projectFolder } from '#scripts/embedded/state.ts'
import { emptyArticles } from '#tests/articles/empty-articles.ts'
import { testContext } from '#tests/support/context.ts'

const ctx = await testContext()
const folder = mkdtempSync(join(tmpdir(), 'standfirst-round-trip-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** All that a reader or an editor could tell; pictures by their words, because their names are made of their bytes. */
async function everything(from: Context) {
  const found = []
  for await (const { slug, headline, standfirst, access, previewBlocks, comments, ...rest } of exportedArticles(from)) {
    const { state, publishedAt, body, authors, topics, pictures, pictureId } = rest
    found.push({
      slug,
      headline,
      standfirst,
      access,
      previewBlocks,
      comments,
      state,
      publishedAt,
      authors,
      topics,
      lead: pictureId === null ? null : pictures[pictureId]?.alt,
      body: placePictures(body, (attrs) => ({ ...attrs, pictureId: pictures[attrs.pictureId]?.alt ?? 'lost' })),
    })
  }
  return found.toSorted((one, other) => (one.slug < other.slug ? -1 : 1))
}

test('a magazine that moved out moves in again as it was', async () => {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#258' } })
    .jpeg()
    .toBuffer()
  const pictureId = await ingestPicture(ctx, { from: { bytes }, alt: 'A square', credit: 'Photograph: Anna' })
  const text = fromHtml(
    '<p>One <b>bold</b> word.</p><figure><img src="/x.jpg" alt="A square"><figcaption>Under it | here</figcaption></figure><aside class="pull-quote"><p>Pulled.</p></aside><p>End.</p>',
  ).body
  const body = placePictures(text, (attrs) => ({ ...attrs, pictureId }))
  const history = { reason: 'Test', personId: null }
  const authors = [
    { name: 'Anna Abt', biography: 'Writes: “much”.' },
    { name: 'Ben Bo', slug: 'ben' },
  ]
  const topics = [{ name: 'Arts & Letters', slug: 'arts' }, { name: 'World' }]
  const publishedAt = new Date('2024-03-31T01:30:00.250Z')
  await saveArticle(
    ctx,
    {
      slug: 'one',
      headline: '“Yes: no” — #1',
      standfirst: '- A list? No.',
      body,
      access: 'patrons',
      previewBlocks: 60,
      comments: 'closed',
      state: 'published',
      publishedAt,
      pictureId,
      authors,
      topics,
    },
    history,
  )
  await saveArticle(ctx, { slug: 'two', headline: '2024', body, access: 'public', state: 'draft', authors }, history)
  const later = new Date(ctx.now.getTime() + 86_400_000)
  await saveArticle(
    ctx,
    { slug: 'three', headline: 'Later', body, access: 'metered', state: 'published', publishedAt: later },
    history,
  )
  const before = await everything(ctx)

  await writeExport(ctx, folderSink(folder), { withRevisions: false, withAddresses: false })
  await emptyArticles(ctx)
  expect(await ctx.db.select().from(articles).orderBy(asc(articles.id))).toEqual([])
  const report = await importMarkdown(ctx, [join(folder, 'articles')])
  expect(report.refused).toEqual([])
  expect(report.counts.created).toBe(3)
  expect(await everything(ctx)).toEqual(before)
})

test('the demonstration moves out and into an empty magazine, word for word, with its pictures', async () => {
  await emptyArticles(ctx)
  const later: Context = { ...ctx, now: new Date('2026-12-31T12:00:00Z') }
  const texts = join(projectFolder, 'demo', 'articles')
  const pictures = await drawnFor(texts)
  const brought = await importMarkdown(later, [texts], { attachments: pictures })
  expect(brought.refused).toEqual([])
  const before = await everything(later)
  expect(before.length).toBeGreaterThan(30)
  expect(before.filter(({ lead }) => typeof lead === 'string').length).toBeGreaterThan(30)
  expect(new Set(before.map(({ access }) => access)).size).toBeGreaterThan(2)

  const out = join(folder, 'demonstration')
  const { counts, missing } = await writeExport(later, folderSink(out), { withRevisions: true, withAddresses: true })
  expect(missing).toEqual([])
  await emptyArticles(ctx)
  const report = await importMarkdown(later, [join(out, 'articles')])
  expect(report.refused).toEqual([])
  expect(report.leftOut).toEqual([])
  expect(report.counts.created).toBe(counts.articles)
  expect(await everything(later)).toEqual(before)
  // Coming again, it doubles nothing.
  expect((await importMarkdown(later, [join(out, 'articles')])).counts).toMatchObject({ created: 0, updated: 0 })
})

/** A small picture of its own for each that the texts name: drawing the real ones takes longer than all else. */
async function drawnFor(texts: string): Promise<string> {
  const drawn = join(folder, 'drawn')
  mkdirSync(drawn)
  const names = new Set(
    readdirSync(texts)
      .filter((name) => name.endsWith('.md'))
      .flatMap((name) => [...readFileSync(join(texts, name), 'utf8').matchAll(/[\w-]+\.(?:jpg|png|webp|svg)\b/g)])
      .map(([name]) => name),
  )
  for (const [place, name] of [...names].entries()) {
    const shape = { width: 20 + place, height: 30, channels: 3, background: '#258' } as const
    await sharp({ create: shape })
      .png()
      .toFile(join(drawn, `${name}.tmp.png`))
    renameSync(join(drawn, `${name}.tmp.png`), join(drawn, name))
  }
  return drawn
}
