import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { articles, authors, topics } from '#db/schema/articles.ts'
import { publishScheduled } from '#lib/articles/commands.ts'
import { toHtml } from '#lib/articles/body/to-html.ts'
import { articleBySlug, redirectFor } from '#lib/articles/queries.ts'
import type { Context } from '#lib/context.ts'
import { importWordPress, type WordPressOptions } from '#lib/importers/wordpress/import.ts'
import { formatReport } from '#lib/importers/wordpress/report.ts'
import { prepareQueues } from '#lib/jobs/queue.ts'
import { testContext } from '#tests/support/context.ts'
import { exportedItem, exportOf, type ExportedItem } from './wordpress-export.ts'

let ctx: Context
let folder: string

beforeAll(async () => {
  ctx = await testContext()
  await prepareQueues(ctx.config.databaseUrl, [publishScheduled.job])
  folder = await mkdtemp(join(tmpdir(), 'standfirst-wordpress-'))
  for (const name of ['2020/03/eel.jpg', '2020/03/mud.jpg', '2020/03/größe.jpg']) {
    await mkdir(join(folder, 'uploads', dirname(name)), { recursive: true })
    await writeFile(
      join(folder, 'uploads', name),
      await sharp({ create: { width: 40, height: 20 + name.length, channels: 3, background: '#258' } })
        .jpeg()
        .toBuffer(),
    )
  }
})

afterAll(() => rm(folder, { recursive: true, force: true }))

beforeEach(async () => {
  await ctx.db.execute(sql`alter table article_revisions disable trigger article_revisions_are_append_only`)
  await ctx.db.execute(
    sql`truncate articles, authors, topics, article_revisions, redirects, search_words, pictures cascade`,
  )
  await ctx.db.execute(sql`alter table article_revisions enable trigger article_revisions_are_append_only`)
})

async function importXml(xml: string, options: WordPressOptions = {}) {
  const file = join(folder, 'export.xml')
  await writeFile(file, xml)
  return importWordPress(ctx, file, options)
}

const importItems = (...items: ExportedItem[]) => importXml(exportOf(items), { uploads: join(folder, 'uploads') })

/** What a post's content is shown as. */
async function shown(content: string, given: Partial<ExportedItem> = {}, others: ExportedItem[] = []): Promise<string> {
  await importItems({ id: 1, slug: 'a', content, ...given }, ...others)
  const view = await articleBySlug(ctx, 'a')
  return view === null
    ? ''
    : toHtml(view.text.body, {
        pictureUrl: ({ pictureId }) => ({
          src: `/${view.text.pictures[pictureId]?.height ?? ''}`,
          width: 2,
          height: 1,
        }),
      })
}

const upload = (id: number, name: string, given: Partial<ExportedItem> = {}): ExportedItem => ({
  id,
  type: 'attachment',
  status: 'inherit',
  attachmentUrl: `https://old.example/wp-content/uploads/2020/03/${name}`,
  guid: `https://old.example/?attachment_id=${id}`,
  ...given,
})

describe('a post', () => {
  test('comes with its byline, topics, dates, standfirst and old addresses', async () => {
    const report = await importItems({
      id: 7,
      slug: 'the-eel',
      title: 'The &#8216;eel&#8217; <em>again</em> &amp; again',
      excerpt: 'It\'s <b>long</b>.\n\n"Very."',
      modified: '2020-04-01 00:00:00',
      commentStatus: 'closed',
      terms: [
        { domain: 'post_tag', nicename: 'fish', name: 'Fish &amp; chips' },
        { domain: 'category', nicename: 'world', name: 'World' },
        { domain: 'category', nicename: 'uncategorized', name: 'Uncategorized' },
      ],
      meta: { _wp_old_slug: 'an-eel' },
    })
    expect(report).toEqual({
      came: [
        { what: 'articles created', count: 1 },
        { what: 'old addresses that lead on', count: 3 },
      ],
      skipped: [],
      refused: [],
    })
    expect(await articleBySlug(ctx, 'the-eel')).toMatchObject({
      headline: 'The ‘eel’ again & again',
      standfirst: 'It’s long. “Very.”',
      authors: [{ name: 'Jo Ray & Co', slug: 'jo-ray-and-co' }],
      topics: [
        { name: 'World', slug: 'world' },
        { name: 'Fish & chips', slug: 'fish' },
      ],
      publishedAt: new Date('2020-03-04T05:06:07Z'),
      updatedAt: new Date('2020-04-01T00:00:00Z'),
      commentSetting: 'closed',
      access: 'public',
    })
    for (const old of ['/2020/03/the-eel/', '/2020/03/the-eel', '/2020/03/an-eel/', '/?p=7'])
      expect(await redirectFor(ctx, old)).toBe('/articles/the-eel')
    expect(await redirectFor(ctx, '/category/world/')).toBe('/topics/world')
    expect(await redirectFor(ctx, '/tag/fish/')).toBe('/topics/fish')
    expect(
      await ctx.db
        .select({ slug: topics.slug, description: topics.description, position: topics.position })
        .from(topics)
        .orderBy(topics.slug),
    ).toEqual([
      { slug: 'fish', description: '', position: null },
      { slug: 'world', description: 'All of it.', position: null },
    ])
  })

  test.each([
    ['publish', '2020-03-04 05:06:07', 'published'],
    ['publish', '2030-03-04 05:06:07', 'scheduled'],
    ['future', '2030-03-04 05:06:07', 'scheduled'],
    ['draft', '0000-00-00 00:00:00', 'draft'],
    ['pending', '2020-03-04 05:06:07', 'draft'],
    ['private', '2020-03-04 05:06:07', 'draft'],
  ])('that is %s, of %s, is %s', async (status, date, state) => {
    await importItems({ id: 1, status, date })
    expect(await ctx.db.select({ state: articles.state }).from(articles)).toEqual([{ state }])
  })

  test('without a title is called by its first words, and one without anything is still there', async () => {
    await importItems(
      { id: 1, slug: 'a', title: '', content: 'One two three four five six seven eight nine.' },
      { id: 2, slug: 'b', title: ' ', content: '' },
    )
    expect((await articleBySlug(ctx, 'a'))?.headline).toBe('One two three four five six seven eight…')
    expect(await articleBySlug(ctx, 'b')).toMatchObject({
      headline: 'Untitled',
      wordCount: 0,
      text: { body: { content: [] } },
    })
  })

  test('of any language and length has an address', async () => {
    await importItems(
      { id: 1, slug: '%d0%bf%d1%80%d0%b8%d0%b2%d0%b5%d1%82', title: 'Привет' },
      { id: 2, slug: '%e5%8c%97%e4%ba%ac', title: '北京' },
      { id: 3, slug: '', title: 'Ünder_score 👩🏽‍🚀', status: 'draft' },
      { id: 4, slug: 'x'.repeat(200), title: 'Long '.repeat(200) },
      { id: 5, slug: '%zz', title: 'مرحبا بالعالم', content: 'النص العربي أولا' },
    )
    const rows = await ctx.db
      .select({ slug: articles.slug, headline: articles.headline })
      .from(articles)
      .orderBy(articles.sourceRef)
    expect(rows.map(({ slug }) => slug.slice(0, 20))).toEqual(['privet', 'post-2', 'under-score', 'x'.repeat(20), 'zz'])
    expect(rows[3]?.headline).toMatch(/^(?:Long )+Long…$/)
    expect(toHtml((await articleBySlug(ctx, 'zz'))?.text.body ?? { type: 'doc', content: [] })).toBe(
      '<p dir="auto">النص العربي أولا</p>',
    )
  })

  test('whose address another has gets a number, and keeps it', async () => {
    await importItems({ id: 1, slug: 'same' }, { id: 2, slug: 'Same' }, { id: 3, slug: 'same' })
    const slugs = () => ctx.db.select({ slug: articles.slug }).from(articles).orderBy(articles.sourceRef)
    expect(await slugs()).toEqual([{ slug: 'same' }, { slug: 'same-2' }, { slug: 'same-3' }])
    await importItems({ id: 3, slug: 'same' }, { id: 2, slug: 'Same' }, { id: 1, slug: 'same' })
    expect(await slugs()).toEqual([{ slug: 'same' }, { slug: 'same-2' }, { slug: 'same-3' }])
  })

  test('is found again: updated when it has changed, left alone when not', async () => {
    await importItems({ id: 1, slug: 'a', content: 'One.' }, { id: 2, slug: 'b' })
    const report = await importItems({ id: 1, slug: 'renamed', content: 'Two.' }, { id: 2, slug: 'b' })
    expect(report.came).toEqual(
      expect.arrayContaining([
        { what: 'articles updated', count: 1 },
        { what: 'articles unchanged', count: 1 },
      ]),
    )
    expect(await ctx.db.select({ slug: articles.slug }).from(articles).orderBy(articles.slug)).toEqual([
      { slug: 'b' },
      { slug: 'renamed' },
    ])
    expect(await redirectFor(ctx, '/articles/a')).toBe('/articles/renamed')
    expect(await redirectFor(ctx, '/?p=1')).toBe('/articles/renamed')
  })

  test('two with one guid stay two', async () => {
    await importItems({ id: 1, guid: 'https://old.example/x' }, { id: 2, guid: 'https://old.example/x' })
    expect(await ctx.db.select({ slug: articles.slug }).from(articles)).toHaveLength(2)
  })

  test('is credited to those its byline names, and two accounts of one name are two authors', async () => {
    await importItems(
      { id: 1 },
      { id: 2, creator: 'jo2' },
      { id: 3, creator: '>ghost' },
      {
        id: 4,
        terms: [
          { domain: 'author', nicename: 'cap-a', name: 'Ana Díaz' },
          { domain: 'author', nicename: 'cap-b', name: 'Bo Li' },
        ],
      },
    )
    const rows = await ctx.db.select({ slug: authors.slug, name: authors.name }).from(authors).orderBy(authors.slug)
    expect(rows.map(({ slug, name }) => `${slug}: ${name}`)).toEqual([
      'ana-diaz: Ana Díaz',
      'bo-li: Bo Li',
      'ghost: ghost',
      'jo-ray-and-co: Jo Ray & Co',
      'jo2: Jo Ray & Co',
    ])
  })
})

describe('what is no article is skipped, with its reason and how often', () => {
  test('by kind', async () => {
    const report = await importItems(
      { id: 1, comments: 3 },
      { id: 2, type: 'page' },
      { id: 3, type: 'page', comments: 1 },
      { id: 4, type: 'nav_menu_item' },
      { id: 5, type: 'product' },
      { id: 6, password: 'enter' },
      { id: 7, status: 'trash' },
      upload(8, 'eel.jpg'),
    )
    expect(report.skipped.map(({ what, count }) => `${count} ${what}`).toSorted()).toEqual([
      '1 menu entry',
      '1 post (trash)',
      '1 post with a password',
      '1 product',
      '1 upload',
      '2 page',
      '4 comment',
    ])
    expect(report.skipped.every(({ why }) => why !== '')).toBe(true)
    expect(await ctx.db.select({ slug: articles.slug }).from(articles)).toEqual([{ slug: 'post-1' }])
  })
})

describe('classic content', () => {
  test.each([
    [
      'line ends',
      'One\nstill one\n\nTwo<br />\nstill two\n\n\n\nThree',
      '<p>One<br>still one</p><p>Two<br>still two</p><p>Three</p>',
    ],
    ['Windows line ends', 'One\r\n\r\nTwo', '<p>One</p><p>Two</p>'],
    [
      'lists and headings between',
      'One\n<h2>Two</h2>\n<ul>\n\t<li>a</li>\n\t<li>b\n<ol>\n\t<li>c</li>\n</ol>\n</li>\n</ul>\nThree',
      '<p>One</p><h2 id="two">Two</h2><ul><li>a</li><li>b<ol><li>c</li></ol></li></ul><p>Three</p>',
    ],
    [
      'quotations',
      '<blockquote>One\n\nTwo</blockquote>\nThree',
      '<blockquote><p>One</p><p>Two</p></blockquote><p>Three</p>',
    ],
    ['an emphasis over two paragraphs', '<em>One\n\nTwo</em>', '<p><em>One</em></p><p><em>Two</em></p>'],
    ['code', '<pre>a\n\n  b</pre>', '<pre><code>a\n\n  b</code></pre>'],
    ['pages', 'One\n\n<!--nextpage-->\n\nTwo', '<p>One</p><p>Two</p>'],
    [
      'an address by itself',
      'https://video.example/1\n\nText https://video.example/2',
      '<p><a href="https://video.example/1" rel="noopener">https://video.example/1</a></p><p>Text https://video.example/2</p>',
    ],
    [
      'links to the old site, which become paths',
      '<a href="https://old.example/2020/03/b/#more">b</a> <a href="../c/">c</a> <a href="/wp-content/uploads/d.pdf">d</a>',
      '<p><a href="/2020/03/b/#more">b</a> <a href="/2020/03/c/">c</a> <a href="/wp-content/uploads/d.pdf">d</a></p>',
    ],
    [
      'typewriter’s marks',
      `"He said 'no'," it's said -- in the '90s... <code>"x"</code> "<em>Yes</em>"`,
      '<p>“He said ‘no’,” it’s said – in the ’90s… <code>"x"</code> “<em>Yes</em>”</p>',
    ],
    ['RTL text and emoji', 'مرحبا 👋\n\n한국어', '<p dir="auto">مرحبا 👋</p><p>한국어</p>'],
  ])('%s', async (_, content, html) => {
    expect(await shown(content)).toBe(html)
  })

  test('the more tag says how much is the preview', async () => {
    await importItems({ id: 1, slug: 'a', content: 'One\n\nTwo\n\n<!--more Read on-->\n\nThree' })
    expect(await ctx.db.select({ preview: articles.previewBlocks }).from(articles)).toEqual([{ preview: 2 }])
  })
})

describe('shortcodes', () => {
  const eel = 'https://old.example/wp-content/uploads/2020/03/eel-300x200.jpg'

  test.each([
    [
      'captions',
      `[caption id="attachment_1" width="300"]<a href="${eel}"><img src="${eel}" alt="An eel" /></a> It is <a href="/long">long</a>.[/caption] After`,
      '<figure><img src="/35" alt="An eel" width="2" height="1"><figcaption>It is long.</figcaption></figure><p>After</p>',
    ],
    [
      'captions of old',
      `[caption id="a" caption="It isn&#039;t short."]<img src="${eel}" alt="" />[/caption]`,
      '<figure><img src="/35" alt="The whole eel" width="2" height="1"><figcaption>It isn’t short.</figcaption></figure>',
    ],
    [
      'galleries by number',
      '[gallery ids="12,11,99"]',
      '<figure><img src="/35" alt="Mud" width="2" height="1"><figcaption>Much “mud”</figcaption></figure><figure><img src="/35" alt="The whole eel" width="2" height="1"></figure>',
    ],
    [
      'galleries of the post’s own',
      '[gallery]',
      '<figure><img src="/35" alt="Mud" width="2" height="1"><figcaption>Much “mud”</figcaption></figure>',
    ],
    [
      'others, whose text stays',
      'A [contact-form-7 id="1"] B [su_box title="x"]kept [x y="1"/][/su_box] C [audio]',
      '<p>A B kept C</p>',
    ],
    [
      'words in brackets',
      'He said [sic] it [1] [and more], [[gallery]] too',
      '<p>He said [sic] it [1] [and more], [gallery] too</p>',
    ],
    [
      'embedded addresses',
      '[embed width="1"]https://video.example/1[/embed]',
      '<p><a href="https://video.example/1" rel="noopener">https://video.example/1</a></p>',
    ],
  ])('%s', async (_, content, html) => {
    const others = [
      upload(11, 'eel.jpg', { meta: { _wp_attachment_image_alt: 'The whole eel' } }),
      upload(12, 'mud.jpg', { parent: 1, excerpt: 'Much "mud"', meta: { _wp_attachment_image_alt: 'Mud' } }),
    ]
    expect(await shown(content, {}, others)).toBe(html.replaceAll('/35', '/35'))
  })

  test('are counted where they are left out', async () => {
    const report = await importItems({
      id: 1,
      content: '[contact-form-7 id="1"] [contact-form-7 id="2"] [gallery ids="99"]',
    })
    expect(report.skipped).toEqual([
      { what: 'shortcode [contact-form-7]', why: 'an article cannot hold it', count: 2 },
      { what: 'picture of a gallery', why: 'the export does not say which it is', count: 1 },
    ])
  })
})

describe('content of the block editor', () => {
  test.each([
    [
      'line ends mean nothing',
      '<!-- wp:paragraph -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n<p>Three</p>\n<!-- /wp:paragraph -->',
      '<p>One two</p><p>Three</p>',
    ],
    [
      'except in what was typed between blocks',
      '<!-- wp:paragraph --><p>One</p><!-- /wp:paragraph -->\nTwo\n\nThree',
      '<p>One</p><p>Two</p><p>Three</p>',
    ],
    [
      'pull quotes',
      '<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>One</p><cite>Jo</cite></blockquote></figure><!-- /wp:pullquote -->',
      '<aside class="pull-quote"><p>One</p><p><em>Jo</em></p></aside>',
    ],
    ['verse', '<!-- wp:verse --><pre class="wp-block-verse">One\nTwo</pre><!-- /wp:verse -->', '<p>One<br>Two</p>'],
    [
      'files, once',
      '<!-- wp:file --><div class="wp-block-file"><a href="https://old.example/wp-content/uploads/a.pdf">A</a><a href="https://old.example/wp-content/uploads/a.pdf" class="wp-block-file__button" download>Download</a></div><!-- /wp:file -->',
      '<p><a href="https://old.example/wp-content/uploads/a.pdf" rel="noopener">A</a></p>',
    ],
    [
      'covers',
      '<!-- wp:cover {"url":"https:\\/\\/old.example\\/wp-content\\/uploads\\/2020\\/03\\/eel.jpg","id":1} --><div class="wp-block-cover" style="background-image:url(x)"><p>One</p></div><!-- /wp:cover -->',
      '<figure><img src="/35" alt="" width="2" height="1"></figure><p>One</p>',
    ],
    [
      'galleries with a caption',
      '<!-- wp:gallery {"ids":[1,2]} --><figure class="wp-block-gallery has-nested-images"><!-- wp:image {"id":1} --><figure class="wp-block-image"><img src="https://old.example/wp-content/uploads/2020/03/eel.jpg" alt="Eel"/><figcaption>One</figcaption></figure><!-- /wp:image --><!-- wp:image {"id":2} --><figure class="wp-block-image"><img src="https://old.example/wp-content/uploads/2020/03/mud.jpg" alt="Mud"/></figure><!-- /wp:image --><figcaption class="blocks-gallery-caption">Both</figcaption></figure><!-- /wp:gallery -->',
      '<figure><img src="/35" alt="Eel" width="2" height="1"><figcaption>One</figcaption></figure><figure><img src="/35" alt="Mud" width="2" height="1"></figure><p>Both</p>',
    ],
  ])('%s', async (_, content, html) => {
    expect(await shown(content)).toBe(html)
  })

  test('footnotes come from where the block editor keeps them', async () => {
    const content =
      '<!-- wp:paragraph --><p>Eels<sup data-fn="ab-1" class="fn"><a href="#ab-1" id="ab-1-link">1</a></sup>.</p><!-- /wp:paragraph --><!-- wp:footnotes /-->'
    const html = await shown(content, {
      meta: { footnotes: JSON.stringify([{ id: 'ab-1', content: 'And <em>connected</em> matters.' }]) },
    })
    expect(html).toContain('Eels<sup><a href="#fn-1" id="fnref-1"')
    expect(html).toContain('<li id="fn-1"><p>And <em>connected</em> matters. <a href="#fnref-1"')
  })

  test('blocks made when the page is shown are counted', async () => {
    const report = await importItems({
      id: 1,
      content:
        '<!-- wp:latest-posts {"postsToShow":3} /--><!-- wp:paragraph --><p>x</p><!-- /wp:paragraph --><!-- wp:search /-->',
    })
    expect(report.skipped.map(({ what }) => what)).toEqual(['block latest-posts', 'block search'])
  })

  test('what runs or asks is left out and counted', async () => {
    const report = await importItems({
      id: 1,
      slug: 'a',
      content: '<p onclick="x()">One</p><script>alert(1)</script><iframe src="https://video.example"></iframe>',
    })
    expect(report.skipped.map(({ what, count }) => `${count} ${what}`)).toEqual(['1 script', '1 iframe'])
    expect(JSON.stringify((await articleBySlug(ctx, 'a'))?.text.body)).not.toMatch(/alert|onclick/)
  })
})

describe('pictures', () => {
  test('the featured one comes with what the export says of it', async () => {
    await importItems(
      { id: 1, slug: 'a', meta: { _thumbnail_id: '11' } },
      upload(11, 'gr%C3%B6%C3%9Fe.jpg', {
        excerpt: "It's <em>long</em>",
        meta: { _wp_attachment_image_alt: 'An eel', _media_credit: 'Jo Ray' },
      }),
    )
    expect((await articleBySlug(ctx, 'a'))?.picture).toMatchObject({
      width: 40,
      alt: 'An eel',
      caption: 'It’s long',
      credit: 'Jo Ray',
    })
  })

  test('without a file are left out and counted, and never looked for outside the folder', async () => {
    const report = await importItems({
      id: 1,
      slug: 'a',
      content:
        '<img src="https://old.example/wp-content/uploads/none.jpg"><img src="https://old.example/wp-content/uploads/..%2f..%2fetc%2fpasswd"> Text',
    })
    expect(report.skipped).toEqual([{ what: 'picture', why: 'no file for it among the uploads', count: 2 }])
    expect((await articleBySlug(ctx, 'a'))?.text.body.content.map((node) => node.type)).toEqual(['paragraph'])
  })

  test('that are none are left out with the reason', async () => {
    await writeFile(join(folder, 'uploads', 'bad.jpg'), 'not a picture')
    const report = await importItems({ id: 1, content: '<img src="/wp-content/uploads/bad.jpg">' })
    expect(report.skipped).toMatchObject([
      { what: 'picture', why: expect.stringMatching(/^This file is not a picture/) },
    ])
  })
})

describe('the file', () => {
  test('may hold anything in its text that looks like its own tags', async () => {
    const content = 'Before <code>&lt;/item&gt;</code> </item><item> <!-- <item> --> ]]> after'
    await importItems({ id: 1, slug: 'a', title: '</item> &lt;item&gt;', content }, { id: 2, slug: 'b' })
    expect(
      await ctx.db.select({ slug: articles.slug, headline: articles.headline }).from(articles).orderBy(articles.slug),
    ).toEqual([
      { slug: 'a', headline: '<item>' },
      { slug: 'b', headline: 'Post 2' },
    ])
    expect(JSON.stringify((await articleBySlug(ctx, 'a'))?.text.body)).toContain(']]> after')
  })

  test('is read piece by piece, however its pieces are cut', async () => {
    const long = `${`<p>${'é漢 ]] '.repeat(300)}</p>`.repeat(1_500)}<p>end</p>`
    await importItems({ id: 1, slug: 'a', content: long }, { id: 2, slug: 'b' })
    expect((await articleBySlug(ctx, 'a'))?.text.body.content).toHaveLength(1_501)
    expect(await articleBySlug(ctx, 'b')).not.toBeNull()
  })

  test('defines no entities', async () => {
    const xml = exportOf([{ id: 1, slug: 'a' }]).replace(
      '<title><![CDATA[Post 1]]></title>',
      '<title>A &x; &lol; &amp;amp; B &#128031;</title>',
    )
    await importXml(xml.replace('<rss', '<!DOCTYPE rss [<!ENTITY lol "lol">]>\n<rss'))
    expect((await articleBySlug(ctx, 'a'))?.headline).toBe('A &x; &lol; & B 🐟')
    await expect(
      importXml(xml.replace('<rss', '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss')),
    ).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining('External entities') })
  })

  test.each([
    ['', 'The file is not an export of WordPress'],
    ['<html><body>Sign in</body></html>', 'The file is not an export of WordPress'],
    ['<rss><channel><item></item></channel></rss>', 'The file is not an export of WordPress'],
    [exportOf([{ id: 1 }]).split('</wp:post_type>')[0] ?? '', 'The file ends within the item that begins on line'],
  ])('%#: is refused when it is none, or not complete', async (xml, reason) => {
    await expect(importXml(xml)).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining(reason) })
    expect(await ctx.db.select({ slug: articles.slug }).from(articles)).toEqual([])
  })

  test('that is not there is refused', async () => {
    await expect(importWordPress(ctx, join(folder, 'none.xml'))).rejects.toMatchObject({ kind: 'not_found' })
  })

  test('one post that cannot be read does not hinder the others', async () => {
    const report = await importXml(
      exportOf(
        [
          { id: 1, title: 'Deep', content: '<div>'.repeat(200_000) },
          { id: 2, slug: 'b' },
        ],
        exportedItem({ id: 3, slug: 'c' }).replace('</title>', '</titel>'),
      ),
    )
    expect(report.refused).toMatchObject([
      { what: expect.stringMatching(/line \d+/) },
      {
        what: expect.stringMatching(/^“Deep” \(post 1, line \d+\)$/),
        why: 'The text is nested too deeply to be read.',
      },
    ])
    expect(await articleBySlug(ctx, 'b')).not.toBeNull()
  })
})

test('the report is a table', async () => {
  const report = await importItems({ id: 1, content: '<iframe></iframe>' }, { id: 2, type: 'page' })
  expect(formatReport({ ...report, refused: [{ what: '“Deep” (post 1, line 3)', why: 'It is too deep.' }] })).toBe(
    [
      'Came',
      '     1  articles created',
      '     1  of them without text',
      '     2  old addresses that lead on',
      'Left out',
      '     1  iframe  an article cannot hold it',
      '     1  page    pages are not articles',
      'Refused',
      '        “Deep” (post 1, line 3): It is too deep.',
    ].join('\n'),
  )
})
