import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { articleRevisions, articles, redirects } from '#db/schema/articles.ts'
import { comments } from '#db/schema/comments.ts'
import { importedItems } from '#db/schema/imports.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import { importWordPress } from '#lib/importers/wordpress/import.ts'
import { projectFolder } from '#scripts/embedded/state.ts'
import { anArticle } from '#tests/articles/draft-article.ts'
import { queuedJobs } from '#tests/support/context.ts'
import { writeLargeWordPressExport } from '#scripts/bench/exports/large-wordpress.ts'
import { newMagazine, upload } from './new-magazine.ts'
import { exportOf } from '#scripts/bench/exports/wordpress.ts'

const { ctx, folder, uploads, importItems, importXml } = await newMagazine()

const countsSchema = z.array(z.object({ name: z.string(), rows: z.int() }))

/** How many rows every table has, those of the queue too. */
async function rowCounts(): Promise<Record<string, number>> {
  const tables = z.array(z.object({ name: z.string() })).parse(
    await ctx.db.execute(
      sql`select format('%I.%I', table_schema, table_name) as name from information_schema.tables
            where table_type = 'BASE TABLE' and table_schema in ('public', 'pgboss') order by 1`,
    ),
  )
  const counts = await ctx.db.execute(
    sql.raw(
      tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows from ${name}`).join(' union all '),
    ),
  )
  return Object.fromEntries(countsSchema.parse([...counts]).map(({ name, rows }) => [name, rows]))
}

async function articlesThere(): Promise<number> {
  return ctx.db.$count(articles)
}

describe('a trial', () => {
  test('says what would be, and writes nothing: no row, no job, no file', async () => {
    await importItems({ id: 1, slug: 'a', content: 'One.' }, { id: 2, slug: 'b' })
    const before = await rowCounts()
    const xml = exportOf([
      { id: 1, slug: 'a', content: 'Changed.' },
      { id: 2, slug: 'b' },
      { id: 3, slug: 'c', meta: { _thumbnail_id: '11' }, status: 'future', date: '2030-01-01 00:00:00' },
      { id: 4, slug: 'd', comments: [{ id: 1, content: 'Yes.' }], content: '<b>'.repeat(99_999) },
      upload(11, 'eel.jpg'),
    ])
    const report = await importXml(xml, { attachments: uploads, isTrial: true })
    expect(report).toMatchObject({
      isTrial: true,
      isComplete: true,
      counts: { created: 1, updated: 1, unchanged: 1, refused: 1 },
    })
    expect(report.came).toContainEqual({ what: 'pictures', count: 1 })
    expect(await rowCounts()).toEqual(before)
    expect((await articleBySlug(ctx, 'a'))?.wordCount).toBe(1)
    const real = await importXml(xml, { attachments: uploads })
    expect({ ...real, isTrial: true }).toEqual(report)
    expect(await rowCounts()).not.toEqual(before)
  })
})

describe('an import that comes again', () => {
  test('passes over what says nothing new, and changes nothing', async () => {
    const items = Array.from({ length: 7 }, (_, place) => ({
      id: place + 1,
      comments: [{ id: place + 1, content: 'Yes.' }],
    }))
    await importItems(...items)
    const before = await rowCounts()
    const { counts, came } = await importItems(...items)
    expect(counts).toMatchObject({ created: 0, updated: 0, unchanged: 7 })
    expect(came).toEqual([])
    expect(await rowCounts()).toEqual(before)
  })

  test('brings what was not there the first time: a picture’s file, say', async () => {
    const xml = exportOf([{ id: 1, slug: 'a', content: 'Text <img src="/wp-content/uploads/2020/03/eel.jpg">' }])
    await importXml(xml, {})
    const again = await importXml(xml, { attachments: uploads })
    expect(again.counts).toMatchObject({ updated: 1, unchanged: 0 })
    expect((await articleBySlug(ctx, 'a'))?.text.body.content.map((node) => node.type)).toEqual([
      'paragraph',
      'picture',
    ])
  })

  test('leaves what was edited here, part by part, and says so', async () => {
    await importItems({ id: 1, slug: 'a', title: 'Theirs', content: 'One.', excerpt: 'Short.' })
    await saveArticle(
      ctx,
      anArticle({
        slug: 'a',
        headline: 'Ours',
        body: (await bodyOf('a')) ?? { type: 'doc', content: [] },
        standfirst: 'Short.',
      }),
      { reason: 'Edited', personId: null },
    )
    const report = await importItems({ id: 1, slug: 'a', title: 'Theirs, again', content: 'Two.', excerpt: 'Short.' })
    expect(report.items).toMatchObject([
      {
        result: 'updated',
        notes: ['kept as edited here since: headline (--overwrite takes what the file says)'],
      },
    ])
    expect(await articleBySlug(ctx, 'a')).toMatchObject({ headline: 'Ours', wordCount: 1, standfirst: 'Short.' })
    expect(JSON.stringify(await bodyOf('a'))).toContain('Two.')
  })

  test('takes the file’s word where that is asked for', async () => {
    await importItems({ id: 1, slug: 'a', title: 'Theirs' })
    await ctx.db.update(articles).set({ headline: 'Ours' }).where(eq(articles.slug, 'a'))
    expect((await importItems({ id: 1, slug: 'a', title: 'Theirs' })).counts.unchanged).toBe(1)
    expect((await articleBySlug(ctx, 'a'))?.headline).toBe('Ours')
    await importXml(exportOf([{ id: 1, slug: 'a', title: 'Theirs' }]), { overwrite: true })
    expect((await articleBySlug(ctx, 'a'))?.headline).toBe('Theirs')
  })

  async function bodyOf(slug: string) {
    return (await articleBySlug(ctx, slug))?.text.body
  }
})

describe('an item that the database will not take', () => {
  test('is refused by itself, with what came before and after it kept', async () => {
    await ctx.db.execute(sql`alter table articles add constraint no_fives check (headline not like '%five%') not valid`)
    try {
      const report = await importItems(
        { id: 1, comments: [{ id: 1, content: 'Yes.' }] },
        { id: 2, title: 'The five', comments: [{ id: 2, content: 'No.' }] },
        { id: 3 },
      )
      expect(report.counts).toMatchObject({ created: 2, refused: 1 })
      expect(report.refused).toEqual([
        { what: expect.stringContaining('“The five”'), why: 'The database would not take it: 23514 (no_fives).' },
      ])
      expect(await ctx.db.select({ text: comments.text }).from(comments)).toEqual([{ text: 'Yes.' }])
    } finally {
      await ctx.db.execute(sql`alter table articles drop constraint no_fives`)
    }
    expect((await importItems({ id: 2, title: 'The five' })).counts.created).toBe(1)
  })

  test('brings none of the others down when it ends the transaction: each is then tried alone', async () => {
    await ctx.db.execute(sql`
      create function end_it() returns trigger language plpgsql as
      $$ begin raise exception 'deadlock' using errcode = '40P01'; end $$`)
    await ctx.db.execute(
      sql`create trigger ends before insert on articles for each row when (new.headline like '%five%') execute function end_it()`,
    )
    try {
      const report = await importItems({ id: 1 }, { id: 2, title: 'The five' }, { id: 3 })
      expect(report.counts).toMatchObject({ created: 2, refused: 1 })
      expect(report.came).toContainEqual({ what: 'old addresses that lead on', count: 4 })
    } finally {
      await ctx.db.execute(sql`drop function end_it() cascade`)
    }
  })
})

test('pages are told to forget what changed in few jobs, and search learns the words', async () => {
  await importItems(...Array.from({ length: 120 }, (_, place) => ({ id: place + 1, content: 'Eels hibernate.' })))
  const jobs = await queuedJobs(ctx, 'cache-clear')
  expect(jobs.length).toBe(3)
  const [first] = await ctx.db.select({ id: articles.id }).from(articles).limit(1)
  expect(JSON.stringify(jobs)).toContain(`article:${first?.id}`)
  const [word] = await ctx.db.execute(sql`select count(*)::int as found from search_words where word = 'hibernate'`)
  expect(word).toEqual({ found: 1 })
})

test('stopped, it says so, and goes on from there', async () => {
  const file = join(folder, 'stopped.xml')
  await writeLargeWordPressExport(file, 120)
  const stop = new AbortController()
  const stopped = await importWordPress(ctx, file, { signal: stop.signal, onProgress: () => stop.abort() })
  expect(stopped).toMatchObject({ isComplete: false, counts: { created: 50 } })
  const rest = await importWordPress(ctx, file)
  expect(rest).toMatchObject({ isComplete: true, counts: { created: 70, unchanged: 50 } })
})

test('killed half-way, it goes on when it is started again, and does nothing twice', async () => {
  const file = join(folder, 'large.xml')
  const posts = 300
  await writeLargeWordPressExport(file, posts)
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/import.ts', 'wordpress', file], {
    cwd: projectFolder,
    env: environment(),
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => {
    child.once('exit', resolve)
  })
  while (child.exitCode === null && (await articlesThere()) === 0)
    await new Promise((resolve) => setTimeout(resolve, 50))
  child.kill('SIGKILL')
  await ended
  const done = await articlesThere()
  expect(done).toBeGreaterThan(0)
  expect(await ctx.db.$count(importedItems)).toBe(done)

  const report = await importWordPress(ctx, file)
  expect(report.counts).toMatchObject({ created: posts - done, updated: 0, unchanged: done, refused: 0 })
  expect(await articlesThere()).toBe(posts)
  expect(await ctx.db.$count(articleRevisions)).toBe(posts)
  expect(await ctx.db.$count(comments)).toBe(2 * posts)
  expect(await ctx.db.$count(redirects)).toBeGreaterThan(posts)
}, 120_000)

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATABASE_URL: ctx.config.databaseUrl,
    PUBLIC_URL: ctx.config.publicUrl,
    AUTH_SECRET: ctx.config.authSecret,
    ADDRESS_KEYS: `only:${randomBytes(32).toString('base64')}`,
    ENCRYPTION_KEYS: `only:${randomBytes(32).toString('base64')}`,
    STRIPE_SECRET_KEY: ctx.config.stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: 'whsec_standfirst',
    SMTP_URL: ctx.config.smtpUrl,
    MAIL_FROM: ctx.config.mailFrom,
    DESK_EMAIL: ctx.config.deskEmail,
    INTERNAL_TOKEN: ctx.config.internalToken,
    PICTURES_DIR: ctx.config.picturesDir,
  }
}
