import type { ReactNode } from 'react'
import { campaigns, magazine, topics } from '#app/_server/published.ts'
import { CampaignBanner } from './campaign-banner.tsx'
import { Footer } from './footer.tsx'
import { Masthead } from './masthead.tsx'

/** Head, foot and the offer of the day around a public page. */
export async function MagazinePage({
  children,
  front = false,
  banner = true,
}: {
  children: ReactNode
  front?: boolean
  banner?: boolean
}) {
  const [settings, allTopics, live] = await Promise.all([magazine(), topics(), campaigns()])
  return (
    <>
      <Masthead magazine={settings} topics={allTopics} front={front} />
      {banner && <CampaignBanner campaign={live[0]} />}
      <main id="content">{children}</main>
      <Footer magazine={settings} topics={allTopics} />
    </>
  )
}
