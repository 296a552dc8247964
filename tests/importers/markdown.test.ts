import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { articles, redirects } from '#db/schema/articles.ts'
import { pictures } from '#db/schema/pictures.ts'
import { publishScheduled } from '#lib/articles/commands.ts'
import { toHtml } from '#lib/articles/body/to-html.ts'
import { toText } from '#lib/articles/body/to-text.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import type { Context } from '#lib/context.ts'
import { formatReport, importMarkdown } from '#lib/importers/markdown/import.ts'
import { prepareQueues } from '#lib/jobs/queue.ts'
import { testContext } from '#tests/support/context.ts'

const realFile = '../shared/input/no-russia-hasnt-invaded-kazakhstan.md'

let ctx: Context
let folder: string

beforeAll(async () => {
  ctx = await testContext()
  await prepareQueues(ctx.config.databaseUrl, [publishScheduled.job])
  folder = await mkdtemp(join(tmpdir(), 'standfirst-markdown-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

beforeEach(async () => {
  await ctx.db.execute(sql`alter table article_revisions disable trigger article_revisions_are_append_only`)
  await ctx.db.execute(
    sql`truncate articles, authors, topics, article_revisions, redirects, search_words, pictures cascade`,
  )
  await ctx.db.execute(sql`alter table article_revisions enable trigger article_revisions_are_append_only`)
})

/** Writes a file and imports it. */
async function importText(text: string | Uint8Array, name = 'a.md') {
  const file = join(folder, name)
  await writeFile(file, text)
  const { files } = await importMarkdown(ctx, [file])
  const [result] = files
  if (result === undefined) throw new Error('no result')
  return { ...result, reason: result.reason?.replace(`${folder}/`, '') }
}

const front = (lines: string) => `---\n${lines}\n---\n\nThe text.\n\nMore of it.\n`

describe.skipIf(!existsSync(realFile))('the magazine’s own article (skipped where ../shared/input is absent)', () => {
  test('comes as it was written', async () => {
    const report = await importMarkdown(ctx, [realFile])
    expect(report.files).toEqual([
      { file: realFile, result: 'created', slug: 'no-russia-hasnt-invaded-kazakhstan', reason: null, notes: [] },
    ])
    const view = await articleBySlug(ctx, 'no-russia-hasnt-invaded-kazakhstan')
    expect(view).toMatchObject({
      headline: 'No, Russia hasn’t ‘invaded’ Kazakhstan',
      standfirst: 'Moscow craves security and stability, not territorial expansion.',
      authors: [
        {
          name: 'Mary Dejevsky',
          slug: 'mary-dejevsky',
          biography: expect.stringContaining('Moscow correspondent for The Times between 1988 and 1992'),
        },
      ],
      topics: [{ slug: 'politics' }, { slug: 'world' }],
      picture: null,
      pictureCredit: 'YouTube',
      access: 'public',
      commentSetting: 'open',
      publishedAt: ctx.now,
      text: { kind: 'whole' },
    })
    expect(view?.text.body.content).toHaveLength(16)
    expect(view?.text.body.content.every((node) => node.type === 'paragraph')).toBe(true)
    expect(view && toText(view.text.body)).toMatch(
      /^The story was at once familiar – and wrong\.[\s\S]*things are not always as they seem\.$/,
    )
    expect(view?.wordCount).toBeGreaterThan(1_000)
  })

  test('keeps its first date when it comes again', async () => {
    await importMarkdown(ctx, [realFile])
    const { files } = await importMarkdown({ ...ctx, now: new Date('2027-01-01') }, [realFile])
    expect(files[0]?.result).toBe('unchanged')
    expect((await articleBySlug(ctx, 'no-russia-hasnt-invaded-kazakhstan'))?.publishedAt).toEqual(ctx.now)
  })
})

describe('a file is refused with its line and the reason', () => {
  test.each([
    ['malformed front matter', front('title: "unclosed\nslug: a'), /^a\.md:\d malformed front matter: /],
    [
      'front matter that is not closed',
      '---\ntitle: A\n\nText',
      /^a\.md:1 malformed front matter: the line --- that ends it is missing$/,
    ],
    ['front matter that is a list', front('- a\n- b'), /^a\.md:2 malformed front matter: it must be keys and values/],
    ['a key given twice', front('title: A\ntitle: B'), /^a\.md:3 malformed front matter: Map keys must be unique$/],
    ['no front matter', '# A\n\nText', /^a\.md:1 missing title: /],
    ['a missing title', front('slug: a'), /^a\.md:2 missing title$/],
    ['an empty title', front('slug: a\ntitle: "  "'), /^a\.md:3 bad title " {2}": is empty$/],
    [
      'an unknown access level',
      front('title: A\naccess: gold'),
      /^a\.md:3 unknown access level "gold": public, metered, supporters, patrons are known$/,
    ],
    ['a bad date', front('title: A\n\ndate: yesterday'), /^a\.md:4 bad date "yesterday": write it like/],
    ['a day that does not exist', front('title: A\ndate: 2026-02-30'), /^a\.md:3 bad date "2026-02-30"/],
    ['an hour that does not exist', front('title: A\ndate: 2026-02-03T25:00:00Z'), /^a\.md:3 bad date/],
    ['a bad slug', front('title: A\nslug: A b'), /^a\.md:3 bad slug "A b": it must be lower-case letters/],
    [
      'a title that makes no address',
      front('title: 北京'),
      /^a\.md:2 no address can be made from this title: give a slug$/,
    ],
    ['a bad preview', front('title: A\npreview: many'), /^a\.md:3 bad preview "many"/],
    ['a bad comment setting', front('title: A\ncomments: maybe'), /^a\.md:3 bad comments "maybe"/],
    [
      'an author without a name',
      front('title: A\nauthors:\n  - name: B\n  - bio: C'),
      /^a\.md:5 missing authors\.1\.name$/,
    ],
    [
      'a picture that is not there',
      front('title: A\npicture:\n  file: no.png'),
      /^a\.md:4 there is no picture no\.png in /,
    ],
    [
      'a picture in the text that is not there',
      `${front('title: A')}\n![An eel](no.png)\n`,
      /^a\.md:9 there is no picture no\.png in /,
    ],
    ['an empty file', '', /^a\.md:1 the file is empty$/],
    ['a file of spaces', ' \n\n', /^a\.md:1 the file is empty$/],
    ['a NUL', `${front('title: A')}a\0b`, /^a\.md:8 the file is not text: it has a NUL byte$/],
    [
      'a file that is not UTF-8',
      Buffer.concat([Buffer.from(front('title: A')), Buffer.from([0xe9, 0x0a])]),
      /^a\.md:8 the file is not UTF-8 text$/,
    ],
  ])('%s', async (_, text, reason) => {
    const refused = await importText(text)
    expect(refused).toMatchObject({ result: 'refused', slug: null, reason: expect.stringMatching(reason) })
    for (const table of [articles, pictures, redirects])
      expect(await ctx.db.select({ found: sql`1` }).from(table)).toEqual([])
    const [made] = await ctx.db.execute(
      sql`select (select count(*)::int from authors) + (select count(*)::int from topics) as rows`,
    )
    expect(made).toEqual({ rows: 0 })
  })

  test('a file that is not there', async () => {
    const { files } = await importMarkdown(ctx, [join(folder, 'none.md')])
    expect(files[0]?.reason).toMatch(/none\.md:1 there is no such file$/)
  })

  test('a picture that is none, and the article with it', async () => {
    await writeFile(join(folder, 'bad.png'), 'not a picture')
    expect(await importText(front('title: A\npicture:\n  file: bad.png'))).toMatchObject({
      result: 'refused',
      reason: expect.stringMatching(/^a\.md:4 bad\.png: This file is not a picture/),
    })
  })

  test('an address that an article written here has', async () => {
    await ctx.db.insert(articles).values({ slug: 'a', headline: 'A', body: { type: 'doc', content: [] } })
    expect(await importText(front('title: A'))).toMatchObject({
      result: 'refused',
      reason: 'a.md:1 Another article has the address /articles/a.',
    })
  })

  test('the second of two files with one slug', async () => {
    const inside = join(folder, 'twins')
    await mkdir(inside, { recursive: true })
    await writeFile(join(inside, 'one.md'), front('title: Twin'))
    await writeFile(join(inside, 'two.md'), front('title: "Twin!"'))
    const { files } = await importMarkdown(ctx, [inside])
    expect(files.map(({ result }) => result)).toEqual(['created', 'refused'])
    expect(files[1]?.reason).toMatch(/two\.md:2 the slug twin is that of .*one\.md, too$/)
  })
})

describe('front matter', () => {
  test('names keys it does not know, and goes on', async () => {
    expect(await importText(front('title: A\nlayout: post\npublished: true'))).toMatchObject({
      result: 'created',
      notes: ['line 3: unknown key layout', 'line 4: unknown key published'],
    })
  })

  test.each([
    ['2026-01-05', '2026-01-05T00:00:00Z'],
    ['2026-06-05', '2026-06-04T23:00:00Z'],
    ['2026-06-05 14:30', '2026-06-05T13:30:00Z'],
    ['2026-06-05T14:30:15+02:00', '2026-06-05T12:30:15Z'],
    ['2026-06-05T14:30:00Z', '2026-06-05T14:30:00Z'],
  ])('a date of %s is %s; without a zone it is meant in the magazine’s', async (date, instant) => {
    await importText(front(`title: A\ndate: ${date}`))
    expect((await articleBySlug(ctx, 'a'))?.publishedAt).toEqual(new Date(instant))
  })

  test('a date to come schedules, and a draft is not published', async () => {
    await importText(front('title: A\ndate: 2026-12-01'))
    await importText(front('title: B\ndraft: true'), 'b.md')
    expect(
      await ctx.db.select({ slug: articles.slug, state: articles.state }).from(articles).orderBy(articles.slug),
    ).toEqual([
      { slug: 'a', state: 'scheduled' },
      { slug: 'b', state: 'draft' },
    ])
  })

  test('may say authors and topics in short', async () => {
    await importText(front('title: A\nauthors: Jo Ray\ntopics: Eels'))
    expect(await articleBySlug(ctx, 'a')).toMatchObject({ authors: [{ name: 'Jo Ray' }], topics: [{ name: 'Eels' }] })
  })

  test('a byte order mark and the line ends of Windows are no matter', async () => {
    expect(await importText(`\ufeff${front('title: A').replaceAll('\n', '\r\n')}`)).toMatchObject({ result: 'created' })
    expect((await articleBySlug(ctx, 'a'))?.text.body.content).toHaveLength(2)
  })
})

describe('the text', () => {
  async function shown(markdown: string): Promise<string> {
    await importText(`---\ntitle: A\n---\n\n${markdown}\n`)
    const view = await articleBySlug(ctx, 'a')
    return view === null ? '' : toHtml(view.text.body)
  }

  test('has headings, lists, quotations, tables, links, rules', async () => {
    const html = await shown(
      '## Two\n\n1. One\n   - *nested*\n2. **Two**\n\n> Quoted\n\n| a | b |\n|---|---|\n| 1 | ~~2~~ |\n\n<https://example.org> and [mail](mailto:a@example.org)\n\n---\n\n`x`',
    )
    expect(html).toBe(
      '<h2 id="two">Two</h2><ol><li>One<ul><li><em>nested</em></li></ul></li><li><strong>Two</strong></li></ol><blockquote><p>Quoted</p></blockquote>' +
        '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>1</td><td><s>2</s></td></tr></tbody></table>' +
        '<p><a href="https://example.org" rel="noopener">https://example.org</a> and <a href="mailto:a@example.org" rel="noopener">mail</a></p><hr><p><code>x</code></p>',
    )
  })

  test('has footnotes, numbered in the order of the text', async () => {
    const html = await shown(
      'Eels.[^late] More.[^early] Again.[^late]\n\n[^early]: First written.\n[^late]: With a [link](https://example.org).\n\n    And a second paragraph.',
    )
    expect(html).toContain('Eels.<sup><a href="#fn-1" id="fnref-1"')
    expect(html).toContain(
      '<li id="fn-1"><p>With a <a href="https://example.org" rel="noopener">link</a>.</p><p>And a second paragraph. <a href="#fnref-1"',
    )
    expect(html).toContain('<li id="fn-2"><p>First written. ')
  })

  test('has pull quotes', async () => {
    expect(await shown('> [!pull]\n> The *hazelnut*, which she has named.')).toBe(
      '<aside class="pull-quote"><p>The <em>hazelnut</em>, which she has named.</p></aside>',
    )
    expect(await shown('> [!pull] On one line.')).toBe('<aside class="pull-quote"><p>On one line.</p></aside>')
  })

  test('keeps of HTML what an article may hold', async () => {
    expect(await shown('H<sub>2</sub>O <script>alert(1)</script>\n\n<div onclick="x()"><p>Kept</p></div>')).toBe(
      '<p>H<sub>2</sub>O</p><p>Kept</p>',
    )
    expect(await importText('---\ntitle: A\n---\n<iframe></iframe> x')).toMatchObject({
      notes: ['left out: 1 × iframe'],
    })
  })

  test('has its pictures, from beside the file or from the pictures’ folder', async () => {
    const inside = join(folder, 'illustrated')
    await mkdir(join(inside, 'pictures'), { recursive: true })
    await writeFile(
      join(inside, 'eel one.svg'),
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><rect width="8" height="4" fill="#c00"/></svg>',
    )
    await writeFile(
      join(inside, 'pictures', 'mud.png'),
      await sharp({ create: { width: 40, height: 20, channels: 3, background: '#123' } })
        .png()
        .toBuffer(),
    )
    await writeFile(
      join(inside, 'a.md'),
      '---\ntitle: A\npicture:\n  file: mud.png\n  alt: Mud\n  caption: Much of it\n---\nOne\n\n![An eel](eel%20one.svg "It is long. | Drawing: Jo Ray")\n\nTwo ![Elsewhere](https://example.org/a.png)\n',
    )
    const { files } = await importMarkdown(ctx, [inside], { pictures: join(inside, 'pictures') })
    expect(files[0]).toMatchObject({
      result: 'created',
      notes: ['line 12: left out the picture at https://example.org/a.png, which is not here'],
    })
    const view = await articleBySlug(ctx, 'a')
    expect(view?.picture).toMatchObject({ width: 40, alt: 'Mud', caption: 'Much of it', credit: '' })
    expect(view?.text.body.content.map((node) => node.type)).toEqual(['paragraph', 'picture', 'paragraph'])
    const [node] = view?.text.body.content.filter((one) => one.type === 'picture') ?? []
    expect(node?.attrs).toMatchObject({ alt: 'An eel', caption: 'It is long.', credit: 'Drawing: Jo Ray' })
    expect(Object.values(view?.text.pictures ?? {})).toMatchObject([{ width: 1600, height: 800 }])
    expect((await importMarkdown(ctx, [inside], { pictures: join(inside, 'pictures') })).files[0]?.result).toBe(
      'unchanged',
    )
  })
})

test('the report says what became of each file, and of how many', async () => {
  const inside = join(folder, 'report')
  await mkdir(inside)
  await writeFile(join(inside, 'a.md'), front('title: A\nlayout: x'))
  await writeFile(join(inside, 'b.md'), front('title: B\naccess: gold'))
  await writeFile(join(inside, 'ignored.txt'), 'x')
  const text = formatReport(await importMarkdown(ctx, [inside])).replaceAll(`${inside}/`, '')
  expect(text).toBe(
    [
      'created   /articles/a  (a.md)',
      '          line 3: unknown key layout',
      'refused   b.md:3 unknown access level "gold": public, metered, supporters, patrons are known',
      '2 files: 1 created, 0 updated, 0 unchanged, 1 refused',
    ].join('\n'),
  )
})
