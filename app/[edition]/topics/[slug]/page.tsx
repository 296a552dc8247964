import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { pageAds } from '#app/_server/page-ads.ts'
import { magazine, movedTo, topic, topicArticles } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { AdSlot } from '#app/_ui/ad-slot.tsx'
import { ArticleItem } from '#app/_ui/article-item.tsx'
import { ArticleList, listPage } from '#app/_ui/article-list.tsx'
import { MagazinePage } from '#app/_ui/magazine-page.tsx'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { editionOf } from '../../edition.ts'

export function generateStaticParams() {
  return [{ slug: '-' }]
}

interface Props {
  params: Promise<{ edition: string; slug: string }>
}

/** Null when there is none; whoever asks for one that has moved is led on. The placeholder of the build is looked up nowhere. */
async function find(slug: string) {
  if (slug === '-') notFound()
  const found = await topic(slug)
  if (found) return found
  const target = await movedTo(`/topics/${slug}`)
  return target === null ? null : permanentRedirect(target)
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, edition } = await params
  editionOf(edition)
  const found = await find(slug)
  if (!found) return { title: 'Not found', robots: { index: false } }
  const [settings, base] = await Promise.all([magazine(), publicUrl()])
  const url = `${base}/topics/${found.slug}`
  return {
    title: `${found.name} | ${settings.name}`,
    description: found.description || `Everything ${settings.name} has published on ${found.name}.`,
    alternates: { canonical: url, types: { 'application/rss+xml': `${url}/feed.xml` } },
    openGraph: { type: 'website', url, title: found.name, siteName: settings.name },
  }
}

export default async function TopicPage({ params }: Props) {
  const { slug, edition: value } = await params
  const edition = editionOf(value)
  const found = await find(slug)
  if (!found) return <MissingPage />
  const [lead, ...rest] = await topicArticles(found.id, listPage + 1)
  const ads = await pageAds(edition, 'topic', `topic ${slug}`, [slug])
  return (
    <MagazinePage edition={edition} ads={ads}>
      <div className="page">
        <header className="pt-9 pb-6">
          <h1 className="text-5xl tracking-[-0.02em] sm:text-6xl">{found.name}</h1>
          {found.description !== '' && (
            <p className="mt-3 max-w-[36rem] text-xl leading-snug text-pretty text-soft">{found.description}</p>
          )}
        </header>
        {!lead && (
          <p className="border-t border-strong py-16 text-soft">Nothing has been published on this topic yet.</p>
        )}
        {lead && (
          <div className="border-t border-strong pt-6">
            <ArticleItem card={lead} shape="lead" topic={false} first />
            <AdSlot ads={ads} slot="topic.after_lead" />
            <ArticleList
              articles={rest.slice(0, listPage)}
              more={rest.length >= listPage ? `/topics/${slug}/older` : undefined}
            />
          </div>
        )}
      </div>
    </MagazinePage>
  )
}
