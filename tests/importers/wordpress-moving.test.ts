import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { articles, redirects } from '#db/schema/articles.ts'
import { articleBySlug, redirectFor } from '#lib/articles/queries.ts'
import { newMagazine, upload } from './new-magazine.ts'
import { exportOf } from '#scripts/bench/exports/wordpress.ts'

const { ctx, folder, uploads, importItems, importXml, shown } = await newMagazine()

describe('links to the old site', () => {
  test.each([
    ['a post, whatever comes first in the file', 'https://old.example/2020/03/b/', '/articles/b'],
    ['with www and without a lock', 'http://www.old.example/2020/03/b', '/articles/b'],
    ['from the root', '/2020/03/b/?utm_source=x', '/articles/b'],
    ['beside it', '../b/', '/articles/b'],
    ['by number', 'https://old.example/?p=2', '/articles/b'],
    ['to a passage', 'https://old.example/2020/03/b/#eels', '/articles/b#eels'],
    ['to its comments', 'https://old.example/2020/03/b/#comments', '/articles/b'],
    ['to its second page', 'https://old.example/2020/03/b/2/', '/articles/b'],
    ['to the page of a picture in it', 'https://old.example/2020/03/b/eel-picture/', '/articles/b'],
    ['to an upload by number', 'https://old.example/?attachment_id=11', '/articles/b'],
    ['a category below another', 'https://old.example/category/world/fish/', '/topics/fish'],
    ['a category’s second page', 'https://old.example/category/world/fish/page/2/', '/topics/fish'],
    ['a category by number', '/?cat=5', '/topics/fish'],
    ['a tag', 'https://old.example/tag/eels/', '/topics/eels'],
    ['an author', 'https://old.example/author/jo/', '/authors/jo-ray-and-co'],
    ['a search', 'https://old.example/?s=salt+marsh', '/search?q=salt+marsh'],
    ['the front page', 'https://old.example', '/'],
    ['what is not in the export', 'https://old.example/2019/01/gone/', '/2019/01/gone/'],
    ['elsewhere', 'https://elsewhere.example/2020/03/b/', 'https://elsewhere.example/2020/03/b/'],
  ])('%s', async (_, href, target) => {
    const xml = exportOf(
      [
        { id: 1, slug: 'a', content: `<a href="${href}">x</a>` },
        {
          id: 2,
          slug: 'b',
          terms: [
            { domain: 'category', nicename: 'fish', name: 'Fish' },
            { domain: 'post_tag', nicename: 'eels', name: 'Eels' },
          ],
        },
        upload(11, 'eel.jpg', { parent: 2, link: 'https://old.example/2020/03/b/eel-picture/' }),
      ],
      '<wp:category><wp:term_id>5</wp:term_id><wp:category_nicename>fish</wp:category_nicename><wp:category_parent>world</wp:category_parent></wp:category>',
    )
    await importXml(xml)
    expect(JSON.stringify((await articleBySlug(ctx, 'a'))?.text.body)).toContain(`"href":"${target}"`)
  })

  test('name an article as it will be called, also where its address is taken', async () => {
    await ctx.db.insert(articles).values({ slug: 'b', headline: 'B', body: { type: 'doc', content: [] } })
    await importItems({ id: 1, slug: 'a', content: '<a href="/2020/03/b/">b</a>' }, { id: 2, slug: 'b' })
    expect(JSON.stringify((await articleBySlug(ctx, 'a'))?.text.body)).toContain('"href":"/articles/b-2"')
  })

  test('name an article as it will be called, also where its address was another’s once', async () => {
    await ctx.db.insert(articles).values({ slug: 'renamed', headline: 'R', body: { type: 'doc', content: [] } })
    await ctx.db.insert(redirects).values({ path: '/articles/c', target: '/articles/renamed' })
    await importItems({ id: 1, slug: 'a', content: '<a href="/2020/03/c/">c</a>' }, { id: 3, slug: 'c' })
    expect(JSON.stringify((await articleBySlug(ctx, 'a'))?.text.body)).toContain('"href":"/articles/c-2"')
    expect(await articleBySlug(ctx, 'c')).toBeNull()
    expect(await articleBySlug(ctx, 'c-2')).not.toBeNull()
  })

  test('are found from one file to the other', async () => {
    const files = [
      exportOf([{ id: 1, slug: 'a', content: '<a href="/2020/03/b/">b</a>' }]),
      exportOf([{ id: 2, slug: 'b' }]),
    ]
    const paths = files.map((_, place) => join(folder, `part-${place}.xml`))
    for (const [place, path] of paths.entries()) await writeFile(path, files[place] ?? '')
    const { importWordPress } = await import('#lib/importers/wordpress/import.ts')
    expect((await importWordPress(ctx, paths)).counts.created).toBe(2)
    expect(JSON.stringify((await articleBySlug(ctx, 'a'))?.text.body)).toContain('"href":"/articles/b"')
  })
})

test('every address of the old site that readers and newsreaders know leads on', async () => {
  await importXml(
    exportOf(
      [
        {
          id: 2,
          slug: 'b',
          terms: [
            { domain: 'category', nicename: 'fish', name: 'Fish' },
            { domain: 'post_tag', nicename: 'eels', name: 'Eels' },
          ],
        },
        upload(11, 'eel.jpg', { parent: 2, link: 'https://old.example/2020/03/b/eel-picture/' }),
      ],
      '<wp:category><wp:term_id>5</wp:term_id><wp:category_nicename>fish</wp:category_nicename><wp:category_parent>world</wp:category_parent></wp:category>',
    ),
  )
  const ways = {
    '/2020/03/b': '/articles/b',
    '/2020/03/b/feed/': '/articles/b',
    '/2020/03/b/amp/': '/articles/b',
    '/?p=2': '/articles/b',
    '/2020/03/b/eel-picture/': '/articles/b',
    '/?attachment_id=11': '/articles/b',
    '/category/fish/': '/topics/fish',
    '/category/world/fish/': '/topics/fish',
    '/category/world/fish/feed/': '/topics/fish/feed.xml',
    '/?cat=5': '/topics/fish',
    '/tag/eels/': '/topics/eels',
    '/author/jo/': '/authors/jo-ray-and-co',
    '/?author=1': '/authors/jo-ray-and-co',
    '/feed/': '/feed.xml',
    '/?feed=rss2': '/feed.xml',
    '/feed/atom/': '/atom.xml',
  }
  for (const [from, to] of Object.entries(ways)) expect([from, await redirectFor(ctx, from)]).toEqual([from, to])
})

describe('what not everybody saw there', () => {
  const standing = () =>
    ctx.db.select({ slug: articles.slug, state: articles.state, comments: articles.comments }).from(articles)

  test('is a draft here, and the report says of each why', async () => {
    const report = await importItems(
      { id: 1, slug: 'locked', password: 'enter' },
      { id: 2, slug: 'hidden', status: 'private' },
      { id: 3, slug: 'about', type: 'page', link: 'https://old.example/about/' },
    )
    expect(report.items.map(({ notes }) => notes.join())).toEqual([
      'a draft here: it was behind a password there',
      'a draft here: it was private there',
      'a draft here: it was a page there; published, its old address leads to it',
    ])
    expect(await standing()).toMatchObject([{ state: 'draft' }, { state: 'draft' }, { state: 'draft' }])
    expect(await redirectFor(ctx, '/about/')).toBe('/articles/about')
  })

  test.each([
    ['articles', [{ slug: 'about', state: 'published', comments: 'closed' }]],
    ['none', []],
  ] as const)('pages are %s where that is asked for', async (pages, expected) => {
    await importXml(exportOf([{ id: 3, slug: 'about', type: 'page' }]), { pages })
    expect(await standing()).toEqual(expected)
  })

  test('kinds of posts of a site’s own come where they are named', async () => {
    const items = [{ id: 3, slug: 'an-essay', type: 'essay' }]
    expect((await importXml(exportOf(items))).counts).toMatchObject({ created: 0, 'left out': 1 })
    expect((await importXml(exportOf(items), { kinds: ['essay'] })).counts.created).toBe(1)
  })
})

describe('authors', () => {
  test('who are guests of Co-Authors Plus come with their names and biographies, wherever the file has them', async () => {
    await importItems(
      {
        id: 1,
        slug: 'a',
        terms: [
          { domain: 'author', nicename: 'cap-ana-diaz', name: 'ana-diaz' },
          { domain: 'author', nicename: 'cap-jo2', name: 'jo2' },
        ],
      },
      {
        id: 2,
        type: 'guest-author',
        slug: 'cap-ana-diaz',
        title: 'Ana Díaz',
        meta: { 'cap-user_login': 'ana-diaz', 'cap-display_name': 'Ana Díaz', 'cap-description': 'She <b>fishes</b>.' },
      },
    )
    expect(await articleBySlug(ctx, 'a')).toMatchObject({
      authors: [
        { name: 'Ana Díaz', slug: 'ana-diaz', biography: 'She fishes.' },
        { name: 'Jo Ray & Co', slug: 'jo2' },
      ],
    })
    expect(await redirectFor(ctx, '/author/ana-diaz/')).toBe('/authors/ana-diaz')
  })
})

describe('what plays', () => {
  const video = 'https://www.youtube.com/watch?v=aqz-KE-bpKQ'
  const embedded = { type: 'embed', attrs: { url: video, title: '' } }

  test.each([
    ['an address by itself', 'https://youtu.be/aqz-KE-bpKQ'],
    ['a frame', '<iframe width="5" src="https://www.youtube.com/embed/aqz-KE-bpKQ?rel=0" allowfullscreen></iframe>'],
    ['a shortcode', '[embed]https://www.youtube.com/watch?v=aqz-KE-bpKQ[/embed]'],
    ['a plug-in’s shortcode', '[youtube=https://www.youtube.com/watch?v=aqz-KE-bpKQ]'],
    ['a plug-in’s shortcode by number', '[youtube id="aqz-KE-bpKQ"]'],
    [
      'a block',
      '<!-- wp:embed {"url":"https://youtu.be/aqz-KE-bpKQ"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://youtu.be/aqz-KE-bpKQ\n</div></figure><!-- /wp:embed -->',
    ],
  ])('comes as an embed: %s', async (_, content) => {
    await importItems({ id: 1, slug: 'a', content })
    expect((await articleBySlug(ctx, 'a'))?.text.body.content).toEqual([embedded])
  })

  test.each([
    [
      'a frame of nobody we know',
      '<iframe src="//maps.example/x?a=1&amp;b=2"></iframe>',
      '<p><a href="https://maps.example/x?a=1&#x26;b=2" rel="noopener">https://maps.example/x?a=1&#x26;b=2</a></p>',
      'iframe',
    ],
    [
      'a file',
      '<!-- wp:video --><figure class="wp-block-video"><video controls src="https://old.example/wp-content/uploads/a.mp4"></video><figcaption>An eel.</figcaption></figure><!-- /wp:video -->',
      '<p><a href="https://old.example/wp-content/uploads/a.mp4" rel="noopener">Video: a.mp4</a></p><p>An eel.</p>',
      'video',
    ],
  ])('comes as a link where it is %s', async (_, content, html, what) => {
    expect(await shown(content)).toBe(html)
    const report = await importItems({ id: 2, content })
    expect(report.leftOut).toEqual([{ what, why: 'it became a link to its address', count: 1 }])
  })

  test('from a shortcode for a file is a link', async () => {
    expect(await shown('[audio mp3="https://old.example/wp-content/uploads/a.mp3"][/audio]')).toBe(
      '<p><a href="https://old.example/wp-content/uploads/a.mp3" rel="noopener">https://old.example/wp-content/uploads/a.mp3</a></p>',
    )
  })
})

test('blocks that are kept once come with each post that shows them, and a circle of them ends', async () => {
  const shared = '<!-- wp:paragraph --><p>Write to us.</p><!-- /wp:paragraph -->'
  const report = await importItems(
    { id: 1, slug: 'a', content: '<!-- wp:block {"ref":7} /-->' },
    { id: 2, slug: 'b', content: '<!-- wp:block {"ref":8} /--> <!-- wp:block {"ref":9} /-->' },
    { id: 7, type: 'wp_block', content: shared },
    { id: 8, type: 'wp_block', content: `${shared}<!-- wp:block {"ref":8} /-->` },
  )
  expect((await articleBySlug(ctx, 'a'))?.text.body.content).toHaveLength(1)
  expect((await articleBySlug(ctx, 'b'))?.text.body.content).toHaveLength(4)
  expect(report.leftOut).toContainEqual({ what: 'reusable block', why: 'the export does not have it', count: 2 })
})

describe('the files of pictures', () => {
  async function put(name: string, width: number): Promise<void> {
    const file = join(uploads, '2020/03', name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(
      file,
      await sharp({ create: { width, height: 20, channels: 3, background: '#258' } })
        .jpeg()
        .toBuffer(),
    )
  }

  test.each([
    [
      'the original beside the copy that is shown',
      'big-scaled.jpg',
      'https://old.example/wp-content/uploads/2020/03/big-scaled.jpg',
    ],
    [
      'the original beside a smaller copy',
      'big.jpg',
      'http://www.old.example/wp-content/uploads/2020/03/big-300x200.jpg',
    ],
    [
      'the largest copy where the original is gone',
      'gone.jpg',
      'https://old.example/wp-content/uploads/2020/03/gone.jpg',
    ],
  ])('are found: %s', async (_, __, src) => {
    await put('big.jpg', 90)
    await put('big-scaled.jpg', 60)
    await put('gone-300x200.jpg', 50)
    await put('gone-800x600.jpg', 90)
    await importItems({ id: 1, slug: 'a', content: `<img src="${src}">` })
    const [picture] = Object.values((await articleBySlug(ctx, 'a'))?.text.pictures ?? {})
    expect(picture?.width).toBe(90)
  })

  test('are found in a copy of all of WordPress', async () => {
    const site = join(folder, 'htdocs')
    await mkdir(join(site, 'wp-content/uploads/2021'), { recursive: true })
    const eel = await sharp({ create: { width: 70, height: 20, channels: 3, background: '#258' } })
      .jpeg()
      .toBuffer()
    await writeFile(join(site, 'wp-content/uploads/2021/eel.jpg'), eel)
    const xml = exportOf([{ id: 1, slug: 'a', content: '<img src="/wp-content/uploads/2021/eel.jpg">' }])
    expect((await importXml(xml, { attachments: site })).came).toContainEqual({ what: 'pictures', count: 1 })
  })
})
