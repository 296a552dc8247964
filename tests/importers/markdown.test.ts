import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { toHtml } from '#lib/articles/body/to-html.ts'
import { toText } from '#lib/articles/body/to-text.ts'
import { articleBySlug } from '#lib/articles/queries.ts'
import { importMarkdown } from '#lib/importers/markdown/import.ts'
import { formatReport } from '#lib/importers/run/format.ts'
import { newFolder, withFront as front } from './new-folder.ts'

const realFile = '../shared/input/no-russia-hasnt-invaded-kazakhstan.md'

const { ctx, folder, importText } = await newFolder()

describe.skipIf(!existsSync(realFile))('the magazine’s own article (skipped where ../shared/input is absent)', () => {
  test('comes as it was written', async () => {
    const report = await importMarkdown(ctx, [realFile])
    expect(report.items).toEqual([
      {
        name: realFile,
        result: 'created',
        address: '/articles/no-russia-hasnt-invaded-kazakhstan',
        why: null,
        notes: [],
        leftOut: [],
      },
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
    const { items } = await importMarkdown({ ...ctx, now: new Date('2027-01-01') }, [realFile])
    expect(items[0]?.result).toBe('unchanged')
    expect((await articleBySlug(ctx, 'no-russia-hasnt-invaded-kazakhstan'))?.publishedAt).toEqual(ctx.now)
  })
})

describe('front matter', () => {
  test('names keys it does not know, and goes on', async () => {
    expect(await importText(front('title: A\ncolour: blue\nshape: round'))).toMatchObject({
      result: 'created',
      notes: ['line 3: unknown key colour', 'line 4: unknown key shape'],
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

  test('a draft whose file says so no longer is published, and one that is a draft again is taken down', async () => {
    const stateOf = async () => (await ctx.db.select({ state: articles.state }).from(articles))[0]?.state
    await importText(front('title: A\ndraft: true'))
    expect(await importText(front('title: A'))).toMatchObject({ result: 'updated' })
    expect(await stateOf()).toBe('published')
    expect(await importText(front('title: A\ndraft: true'))).toMatchObject({ result: 'updated' })
    expect(await stateOf()).toBe('unpublished')
    expect(await importText(front('title: A\ndraft: true'))).toMatchObject({ result: 'unchanged' })
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
      leftOut: [{ what: 'iframe', count: 1 }],
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
    const { items } = await importMarkdown(ctx, [inside], { attachments: join(inside, 'pictures') })
    expect(items[0]).toMatchObject({
      result: 'created',
      notes: ['line 12: left out the picture at https://example.org/a.png, which is not here'],
    })
    const view = await articleBySlug(ctx, 'a')
    expect(view?.picture).toMatchObject({ width: 40, alt: 'Mud', caption: 'Much of it', credit: '' })
    expect(view?.text.body.content.map((node) => node.type)).toEqual(['paragraph', 'picture', 'paragraph'])
    const [node] = view?.text.body.content.filter((one) => one.type === 'picture') ?? []
    expect(node?.attrs).toMatchObject({ alt: 'An eel', caption: 'It is long.', credit: 'Drawing: Jo Ray' })
    expect(Object.values(view?.text.pictures ?? {})).toMatchObject([{ width: 1600, height: 800 }])
    expect((await importMarkdown(ctx, [inside], { attachments: join(inside, 'pictures') })).items[0]?.result).toBe(
      'unchanged',
    )
  })
})

test('the report says what became of each file, and of how many', async () => {
  const inside = join(folder, 'report')
  await mkdir(inside)
  await writeFile(join(inside, 'a.md'), front('title: A\ncolour: x'))
  await writeFile(join(inside, 'b.md'), front('title: B\naccess: gold'))
  await writeFile(join(inside, 'ignored.txt'), 'x')
  const text = formatReport(await importMarkdown(ctx, [inside])).replaceAll(`${inside}/`, '')
  expect(text).toBe(
    [
      '     1  new',
      '     1  refused',
      'Refused, by name',
      '  b.md: line 3: unknown access level "gold": public, metered, supporters, patrons are known',
      'New, by name',
      '  /articles/a  a.md',
      '      line 3: unknown key colour',
    ].join('\n'),
  )
})
