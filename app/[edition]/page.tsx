import type { Metadata } from 'next'
import { pageAds } from '#app/_server/page-ads.ts'
import { frontPageNow, magazine } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { editionOf } from './edition.ts'
import { FrontPageOf } from './front-page.tsx'

interface Props {
  params: Promise<{ edition: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  editionOf((await params).edition)
  const [settings, base] = await Promise.all([magazine(), publicUrl()])
  return {
    title: `${settings.name}: ${settings.tagline}`,
    description: settings.description,
    alternates: {
      canonical: `${base}/`,
      types: {
        'application/rss+xml': `${base}/feed.xml`,
        'application/atom+xml': `${base}/atom.xml`,
        'application/feed+json': `${base}/feed.json`,
      },
    },
    openGraph: {
      type: 'website',
      url: `${base}/`,
      title: settings.name,
      description: settings.description,
      siteName: settings.name,
    },
  }
}

export default async function FrontPage({ params }: Props) {
  const edition = editionOf((await params).edition)
  const [front, ads] = await Promise.all([frontPageNow(), pageAds(edition, 'front', 'front')])
  return <FrontPageOf edition={edition} front={front} ads={ads} />
}
