import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheLife, cacheTag } from 'next/cache'
import { ImageResponse } from 'next/og'
import { tags } from '#lib/cache/tags.ts'
import { article, magazine } from '#app/_server/published.ts'
import { ShareCard } from './share-card.tsx'

const size = { width: 1200, height: 630 }

/** The picture shown where an article is shared: its headline, set as the magazine sets it. */
export async function GET(_: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const { slug } = await params
  const png = await drawnCard(slug)
  if (png === null) return new Response('Not found', { status: 404 })
  return new Response(new Uint8Array(Buffer.from(png, 'base64')), {
    headers: {
      'content-type': 'image/png',
      'cache-control': 'public, max-age=3600, s-maxage=86400, stale-while-revalidate=604800',
      'surrogate-key': [tags.articleSlug(slug), tags.settings].join(' '),
    },
  })
}

/** @returns a PNG in base64, or null when there is no such article */
async function drawnCard(slug: string): Promise<string | null> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.articleSlug(slug))
  const view = await article(slug)
  if (!view) return null
  cacheTag(tags.article(view.id))
  const settings = await magazine()
  const [regular, bold] = await Promise.all([font(400), font(600)])
  const card = new ImageResponse(
    <ShareCard
      magazine={settings.name}
      headline={view.headline}
      byline={view.authors.map((one) => one.name).join(', ')}
      topic={view.topics[0]?.name ?? ''}
    />,
    {
      ...size,
      fonts: [
        { name: 'Newsreader', data: regular, weight: 400, style: 'normal' },
        { name: 'Newsreader', data: bold, weight: 600, style: 'normal' },
      ],
    },
  )
  return Buffer.from(await card.arrayBuffer()).toString('base64')
}

function font(weight: 400 | 600): Promise<Buffer> {
  return readFile(
    join(process.cwd(), `node_modules/@fontsource/newsreader/files/newsreader-latin-${weight}-normal.woff`),
  )
}
