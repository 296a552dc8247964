import type { ReactNode } from 'react'
import type { Edition } from '#app/[edition]/edition.ts'
import { noAds, type PageAds } from '#app/_server/page-ads.ts'
import { campaigns, magazine, topics } from '#app/_server/published.ts'
import { AdConsent } from './ad-consent.tsx'
import { CampaignBanner } from './campaign-banner.tsx'
import { Footer } from './footer.tsx'
import { Masthead } from './masthead.tsx'
import { Still } from './still.tsx'

/** Head, foot and the offer of the day around a public page. */
export async function MagazinePage({
  children,
  edition,
  front = false,
  ads = noAds,
  counted = true,
}: {
  children: ReactNode
  /** Which rendering it is; pages that are no edition's carry no offer. */
  edition?: Edition
  front?: boolean
  /** What it carries of advertising: without any, not even the script is loaded that counts it. */
  ads?: PageAds
  /** False where staff look at a page before readers do: then nothing is counted. */
  counted?: boolean
}) {
  const [settings, allTopics, live] = await Promise.all([magazine(), topics(), campaigns()])
  const offer = edition && live.find(({ bannerEditions }) => bannerEditions.includes(edition))
  return (
    <>
      {offer && counted && <script type="module" defer src="/offer/banner.js" />}
      {ads.places.length > 0 && counted && <script type="module" defer src="/reading/slots.js" />}
      {ads.places.some(({ google }) => google !== null) && (
        <Still>
          <AdConsent />
        </Still>
      )}
      <Masthead magazine={settings} topics={allTopics} front={front} />
      {offer && edition && (
        <Still>
          <CampaignBanner campaign={offer} edition={edition} />
        </Still>
      )}
      <main id="content">{children}</main>
      <Still>
        <Footer magazine={settings} topics={allTopics} adChoices={ads.choices} />
      </Still>
    </>
  )
}
