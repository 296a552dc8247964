import type { ReactNode } from 'react'
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
  front = false,
  banner = true,
  ads = noAds,
}: {
  children: ReactNode
  front?: boolean
  banner?: boolean
  /** What it carries of advertising: without any, not even the script is loaded that counts it. */
  ads?: PageAds
}) {
  const [settings, allTopics, live] = await Promise.all([magazine(), topics(), campaigns()])
  return (
    <>
      {ads.places.length > 0 && <script type="module" defer src="/reading/slots.js" />}
      {ads.places.some(({ google }) => google !== null) && (
        <Still>
          <AdConsent />
        </Still>
      )}
      <Masthead magazine={settings} topics={allTopics} front={front} />
      {banner && (
        <Still>
          <CampaignBanner campaign={live[0]} />
        </Still>
      )}
      <main id="content">{children}</main>
      <Still>
        <Footer magazine={settings} topics={allTopics} adChoices={ads.choices} />
      </Still>
    </>
  )
}
