import type { ArticleCard } from '#lib/articles/model.ts'
import type { Topic } from '#lib/articles/queries.ts'
import type { FrontPage } from '#lib/front-page/model.ts'
import { frontPageCorrections } from '#app/_server/corrections.ts'
import type { PageAds } from '#app/_server/page-ads.ts'
import { magazine } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { AdSlot } from '#app/_ui/ad-slot.tsx'
import { ArticleItem } from '#app/_ui/article-item.tsx'
import { JsonLd } from '#app/_ui/json-ld.tsx'
import { MagazinePage } from '#app/_ui/magazine-page.tsx'
import { publisherJsonLd } from './article-metadata.ts'
import { CorrectedStrip } from './corrected-strip.tsx'
import type { Edition } from './edition.ts'
import { TopicStrip } from './topic-strip.tsx'

/**
 * The front page, whichever arrangement stands.
 * @param props.counted false where staff look at it: what is seen then counts for nobody
 */
export async function FrontPageOf({
  edition,
  front: { lead, second, strips },
  ads,
  counted = true,
}: {
  edition: Edition
  front: FrontPage<ArticleCard, Topic>
  ads: PageAds
  counted?: boolean
}) {
  const [settings, base, corrected] = await Promise.all([magazine(), publicUrl(), frontPageCorrections()])
  const [beside, below] = [second.slice(0, 2), second.slice(2)].map((slots) => slots.filter((card) => card !== null))
  return (
    <MagazinePage edition={edition} front ads={ads} counted={counted}>
      <JsonLd
        data={{
          '@context': 'https://schema.org',
          ...publisherJsonLd(settings, base),
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
                {below?.map((card) => (
                  <ArticleItem key={card.id} card={card} shape="text" className="sm:px-5 sm:first:pl-0 sm:last:pr-0" />
                ))}
              </div>
            </div>
            <div className="mt-7 divide-y divide-rule border-t border-rule lg:mt-0 lg:border-t-0 lg:border-l lg:pl-8">
              {beside?.map((card) => (
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
