import type { Metadata } from 'next'
import { frontPage } from '#lib/articles/front-page.ts'
import { frontPageCorrections } from '#app/_server/corrections.ts'
import { magazine, newestArticles, topicArticles, topics } from '#app/_server/published.ts'
import { pageAds } from '#app/_server/page-ads.ts'
import { publicUrl } from '#app/_server/site.ts'
import { AdSlot } from '#app/_ui/ad-slot.tsx'
import { ArticleItem } from '#app/_ui/article-item.tsx'
import { JsonLd } from '#app/_ui/json-ld.tsx'
import { MagazinePage } from '#app/_ui/magazine-page.tsx'
import { publisherJsonLd } from './article-metadata.ts'
import { CorrectedStrip } from './corrected-strip.tsx'
import { editionOf } from './edition.ts'
import { TopicStrip } from './topic-strip.tsx'

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
  const [settings, base, allTopics, latest, corrected] = await Promise.all([
    magazine(),
    publicUrl(),
    topics(),
    newestArticles(60),
    frontPageCorrections(),
  ])
  const inMasthead = allTopics.filter((topic) => topic.position !== null)
  const byTopic = await Promise.all(
    inMasthead.map(async (topic) => ({ topic, articles: await topicArticles(topic.id, 12) })),
  )
  const { lead, second, strips } = frontPage(latest, byTopic)
  const ads = await pageAds(edition, 'front', 'front')

  return (
    <MagazinePage edition={edition} front ads={ads}>
      <JsonLd
        data={{
          '@context': 'https://schema.org',
          ...publisherJsonLd(settings.name, base),
          description: settings.description,
        }}
      />
      <div className="page">
        <CorrectedStrip corrections={corrected} settings={settings} />
        {!lead && <p className="py-24 text-center text-xl text-soft">The first articles will stand here.</p>}
        {lead && (
          <section aria-label="Today" className="grid gap-x-8 pt-6 lg:grid-cols-[minmax(0,2.1fr)_minmax(0,1fr)]">
            <div>
              <ArticleItem card={lead} shape="lead" first />
              <div className="mt-7 grid gap-y-5 border-t border-rule pt-5 sm:grid-cols-3 sm:gap-y-0 sm:divide-x sm:divide-rule">
                {second.slice(2).map((card) => (
                  <ArticleItem key={card.id} card={card} shape="text" className="sm:px-5 sm:first:pl-0 sm:last:pr-0" />
                ))}
              </div>
            </div>
            <div className="mt-7 divide-y divide-rule border-t border-rule lg:mt-0 lg:border-t-0 lg:border-l lg:pl-8">
              {second.slice(0, 2).map((card) => (
                <ArticleItem key={card.id} card={card} shape="stacked" className="py-6 lg:first:pt-0" />
              ))}
            </div>
          </section>
        )}
        {lead && <AdSlot ads={ads} slot="front.after_lead" />}
        {strips.map((strip, index) => (
          <div key={strip.topic.id}>
            <TopicStrip topic={strip.topic} articles={strip.articles} rhythm={index % 3} />
            {index === 2 && <AdSlot ads={ads} slot="front.between_topics" />}
          </div>
        ))}
      </div>
    </MagazinePage>
  )
}
