import type { HouseAdRecord } from '#lib/ads/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { daysInWords } from './words.ts'

/** What was set for a campaign. */
export function AdFacts({
  ad,
  topics,
  settings,
}: {
  ad: HouseAdRecord
  topics: { slug: string; name: string }[]
  settings: Magazine
}) {
  const meant = topics.filter(({ slug }) => ad.topicSlugs.includes(slug)).map(({ name }) => name)
  const count = (most: number) => most.toLocaleString(settings.locale)
  return (
    <dl className="desk-facts">
      {[
        ['Advertiser', ad.advertiser],
        ['Days', daysInWords(ad, settings)],
        ['Topics', ad.topicSlugs.length === 0 ? 'Everywhere' : meant.join(', ')],
        ['Weight', String(ad.weight)],
        ['Cap', ad.cap === null ? 'None' : `${count(ad.impressions)} of ${count(ad.cap)} impressions`],
        [
          'Cap a day',
          ad.capPerDay === null ? 'None' : `${count(ad.impressionsToday)} of ${count(ad.capPerDay)} impressions today`,
        ],
      ].map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>Leads to</dt>
        <dd>
          <a href={ad.link} rel="noopener" className="break-all">
            {ad.link}
          </a>
        </dd>
      </div>
    </dl>
  )
}
