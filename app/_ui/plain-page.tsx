import type { ReactNode } from 'react'
import { requestAds } from '#app/_server/page-ads.ts'
import { magazine, topics } from '#app/_server/published.ts'
import { Footer } from './footer.tsx'
import { Masthead } from './masthead.tsx'

/** A page of one column about one thing: signing in, giving, writing to the editor. No advertising, ever. */
export async function PlainPage({
  title,
  children,
  before,
  wide = false,
}: {
  title: ReactNode
  children: ReactNode
  /** Stands above the title. */
  before?: ReactNode
  wide?: boolean
}) {
  const [settings, allTopics, ads] = await Promise.all([magazine(), topics(), requestAds()])
  return (
    <>
      <Masthead magazine={settings} topics={allTopics} />
      <main id="content" className={wide ? 'page pt-9' : 'measure pt-9'}>
        {before}
        <h1 className="text-4xl tracking-[-0.02em] sm:text-5xl">{title}</h1>
        {children}
      </main>
      <Footer magazine={settings} topics={allTopics} adChoices={ads.choices} />
    </>
  )
}
