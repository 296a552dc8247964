import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { toHtml } from '#lib/articles/body/to-html.ts'
import { articleBySlug, redirectFor } from '#lib/articles/queries.ts'
import { importMarkdown } from '#lib/importers/markdown/import.ts'
import { newFolder } from './new-folder.ts'

const { ctx, folder, importText } = await newFolder()

async function site(name: string, files: Record<string, string | Uint8Array>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, name, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  return join(folder, name)
}

const picture = (width: number) =>
  sharp({ create: { width, height: 20, channels: 3, background: '#258' } })
    .jpeg()
    .toBuffer()

async function html(slug: string): Promise<string> {
  const view = await articleBySlug(ctx, slug)
  return view === null ? '' : toHtml(view.text.body)
}

describe('a folder of Hugo', () => {
  test('comes with its TOML, its static pictures, its links, shortcodes and aliases', async () => {
    const root = await site('hugo', {
      'static/images/eel.jpg': await picture(70),
      'content/posts/eels/index.md': `+++
title = "The eel"
date = 2020-03-04T05:06:07Z
lastmod = 2020-04-01T00:00:00Z
description = "It is long."
author = "Jo Ray"
tags = ["Fish"]
categories = ["World"]
aliases = ["/old/eel/", "relative"]
[cover]
image = "/images/eel.jpg"
alt = "An eel"
relative = true
+++

See [mud]({{< ref "../mud.md" >}}#deep), [it too](/posts/mud/) and [elsewhere](https://example.org/posts/mud/).

{{< youtube aqz-KE-bpKQ >}}

{{< figure src="/images/eel.jpg" alt="Again" caption="Long" attr="Jo Ray" >}}

{{< gallery >}}

\`\`\`
{{< youtube x >}}
\`\`\`
`,
      'content/posts/mud.md': '---\ntitle: Mud\nslug: mud\ndate: 2020-01-01\n---\n\nText.\n',
    })
    const report = await importMarkdown(ctx, [join(root, 'content')])
    expect(report.counts).toMatchObject({ created: 2, refused: 0 })
    expect(report.leftOut).toEqual([{ what: 'shortcode gallery', why: 'an article cannot hold it', count: 1 }])
    expect(await articleBySlug(ctx, 'the-eel')).toMatchObject({
      headline: 'The eel',
      standfirst: 'It is long.',
      authors: [{ name: 'Jo Ray' }],
      topics: [{ name: 'World' }, { name: 'Fish' }],
      picture: { width: 70, alt: 'An eel' },
      publishedAt: new Date('2020-03-04T05:06:07Z'),
      updatedAt: new Date('2020-04-01T00:00:00Z'),
    })
    const text = await html('the-eel')
    expect(text).toContain('<a href="/articles/mud#deep">mud</a>, <a href="/articles/mud">it too</a>')
    expect(text).toContain('href="https://example.org/posts/mud/"')
    expect(text).toContain('{{&#x3C; youtube x >}}')
    expect((await articleBySlug(ctx, 'the-eel'))?.text.body.content.map(({ type }) => type)).toEqual([
      'paragraph',
      'embed',
      'picture',
      'codeBlock',
    ])
    expect(await redirectFor(ctx, '/old/eel/')).toBe('/articles/the-eel')
    expect((await importMarkdown(ctx, [join(root, 'content')])).counts).toMatchObject({ unchanged: 2 })
  })
})

describe('a folder of Jekyll', () => {
  test('comes with what its files’ names say, its links and its drafts', async () => {
    const root = await site('jekyll', {
      '_config.yml': 'title: Old',
      'assets/eel.jpg': await picture(60),
      '_posts/2020-03-04-The_Eel.md':
        '---\nlayout: post\ntitle: About eels\ntags: fish, mud\nimage: /assets/eel.jpg\nredirect_from: /eel.html\ncomments: false\n---\n\n{% include x.html %}See [mud]({% post_url 2020-01-01-mud %}).\n',
      '_posts/2020-01-01-mud.markdown': '---\ntitle: Mud\npublished: false\nauthor: {name: Jo Ray}\n---\n\nText.\n',
    })
    const report = await importMarkdown(ctx, [join(root, '_posts')])
    expect(report.refused).toEqual([])
    expect(await articleBySlug(ctx, 'the-eel')).toMatchObject({
      headline: 'About eels',
      topics: [{ name: 'fish' }, { name: 'mud' }],
      picture: { width: 60 },
      commentSetting: 'closed',
      publishedAt: new Date('2020-03-04T00:00:00Z'),
    })
    expect(await redirectFor(ctx, '/eel.html')).toBe('/articles/the-eel')
    expect(
      await ctx.db.select({ slug: articles.slug, state: articles.state }).from(articles).orderBy(articles.slug),
    ).toEqual([
      { slug: 'mud', state: 'draft' },
      { slug: 'the-eel', state: 'published' },
    ])
  })
})

describe('what means harm', () => {
  test('TOML that is none is refused with its line', async () => {
    expect(await importText('+++\ntitle = "A"\nslug = \n+++\n\nText')).toMatchObject({
      result: 'refused',
      why: expect.stringMatching(/^line 3: malformed front matter: /),
    })
  })

  test('a picture’s name leads nowhere outside of where pictures are', async () => {
    const root = await site('far', {
      'secret.jpg': await picture(50),
      'a/b/c/a.md': '---\ntitle: A\n---\n\n![x](../../../secret.jpg)\n',
      'a/b/c/b.md': `---\ntitle: B\npicture: ${join(folder, 'far', 'secret.jpg')}\n---\n\nText.\n`,
    })
    expect((await importMarkdown(ctx, [join(root, 'a')])).counts).toMatchObject({ created: 0, refused: 2 })
  })

  test('HTML and links that run are inert', async () => {
    await importText(
      '---\ntitle: A\nslug: a\n---\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))\n\n<img src="https://x.example/a.png" onerror="alert(1)">{{< raw >}}<svg onload=alert(1)>{{< /raw >}}\n\n<iframe src="javascript:alert(1)"></iframe>\n\nKept.\n',
    )
    expect(await html('a')).toContain('Kept')
    expect(await html('a')).not.toMatch(/<script|href="javascript:|onerror|<svg|<iframe/i)
  })
})
