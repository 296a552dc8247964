import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { articles, redirects } from '#db/schema/articles.ts'
import { pictures } from '#db/schema/pictures.ts'
import { importMarkdown } from '#lib/importers/markdown/import.ts'
import { newFolder, withFront as front } from './new-folder.ts'

const { ctx, folder, importText } = await newFolder()

describe('a file is refused with its line and the reason', () => {
  test.each([
    ['malformed front matter', front('title: "unclosed\nslug: a'), /^line \d: malformed front matter: /],
    [
      'front matter that is not closed',
      '---\ntitle: A\n\nText',
      /^line 1: malformed front matter: the line --- that ends it is missing$/,
    ],
    ['front matter that is a list', front('- a\n- b'), /^line 2: malformed front matter: it must be keys and values/],
    ['a key given twice', front('title: A\ntitle: B'), /^line 3: malformed front matter: Map keys must be unique$/],
    ['no front matter', '# A\n\nText', /^line 1: missing title: /],
    ['a missing title', front('slug: a'), /^line 2: missing title$/],
    ['an empty title', front('slug: a\ntitle: "  "'), /^line 3: bad title " {2}": is empty$/],
    [
      'an unknown access level',
      front('title: A\naccess: gold'),
      /^line 3: unknown access level "gold": public, metered, supporters, patrons are known$/,
    ],
    ['a bad date', front('title: A\n\ndate: yesterday'), /^line 4: bad date "yesterday": write it like/],
    ['a day that does not exist', front('title: A\ndate: 2026-02-30'), /^line 3: bad date "2026-02-30"/],
    ['an hour that does not exist', front('title: A\ndate: 2026-02-03T25:00:00Z'), /^line 3: bad date/],
    ['a bad slug', front('title: A\nslug: A b'), /^line 3: bad slug "A b": it must be lower-case letters/],
    [
      'a title that makes no address',
      front('title: 北京'),
      /^line 2: no address can be made from this title: give a slug$/,
    ],
    ['a bad preview', front('title: A\npreview: many'), /^line 3: bad preview "many"/],
    ['a bad comment setting', front('title: A\ncomments: maybe'), /^line 3: bad comments "maybe"/],
    [
      'an author without a name',
      front('title: A\nauthors:\n  - name: B\n  - bio: C'),
      /^line 5: missing authors\.1\.name$/,
    ],
    [
      'a picture that is not there',
      front('title: A\npicture:\n  file: no.png'),
      /^line 4: there is no picture no\.png in /,
    ],
    [
      'a picture in the text that is not there',
      `${front('title: A')}\n![An eel](no.png)\n`,
      /^line 9: there is no picture no\.png in /,
    ],
    ['an empty file', '', /^line 1: the file is empty$/],
    ['a file of spaces', ' \n\n', /^line 1: the file is empty$/],
    ['a NUL', `${front('title: A')}a\0b`, /^line 8: the file is not text: it has a NUL byte$/],
    [
      'a file that is not UTF-8',
      Buffer.concat([Buffer.from(front('title: A')), Buffer.from([0xe9, 0x0a])]),
      /^line 8: the file is not UTF-8 text$/,
    ],
  ])('%s', async (_, text, reason) => {
    const refused = await importText(text)
    expect(refused).toMatchObject({ result: 'refused', address: null, why: expect.stringMatching(reason) })
    for (const table of [articles, pictures, redirects])
      expect(await ctx.db.select({ found: sql`1` }).from(table)).toEqual([])
    const [made] = await ctx.db.execute(
      sql`select (select count(*)::int from authors) + (select count(*)::int from topics) as rows`,
    )
    expect(made).toEqual({ rows: 0 })
  })

  test('a file that is not there', async () => {
    const { refused } = await importMarkdown(ctx, [join(folder, 'none.md')])
    expect(refused).toEqual([{ what: join(folder, 'none.md'), why: 'line 1: there is no such file' }])
  })

  test('a picture that is none, and the article with it', async () => {
    await writeFile(join(folder, 'bad.png'), 'not a picture')
    expect(await importText(front('title: A\npicture:\n  file: bad.png'))).toMatchObject({
      result: 'refused',
      why: expect.stringMatching(/^line 4: bad\.png: This file is not a picture/),
    })
  })

  test('an address that an article written here has', async () => {
    await ctx.db.insert(articles).values({ slug: 'a', headline: 'A', body: { type: 'doc', content: [] } })
    expect(await importText(front('title: A'))).toMatchObject({
      result: 'refused',
      why: 'Another article has the address /articles/a.',
    })
  })

  test('the second of two files with one slug', async () => {
    const inside = join(folder, 'twins')
    await mkdir(inside, { recursive: true })
    await writeFile(join(inside, 'one.md'), front('title: Twin'))
    await writeFile(join(inside, 'two.md'), front('title: "Twin!"'))
    const { items } = await importMarkdown(ctx, [inside])
    expect(items.map(({ result }) => result).toSorted()).toEqual(['created', 'refused'])
    expect(items.find(({ result }) => result === 'refused')?.why).toMatch(
      /^line 2: the slug twin is that of .*one\.md, too$/,
    )
  })
})
