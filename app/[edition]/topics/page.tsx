import type { Metadata } from 'next'
import { pageAds } from '#app/_server/page-ads.ts'
import { magazine, topics } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { MagazinePage } from '#app/_ui/magazine-page.tsx'
import { editionOf } from '../edition.ts'

interface Props {
  params: Promise<{ edition: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  editionOf((await params).edition)
  const [settings, base] = await Promise.all([magazine(), publicUrl()])
  return {
    title: `Topics | ${settings.name}`,
    description: `What ${settings.name} writes about.`,
    alternates: { canonical: `${base}/topics` },
  }
}

export default async function TopicsPage({ params }: Props) {
  const edition = editionOf((await params).edition)
  const all = await topics()
  const main = all.filter((topic) => topic.position !== null)
  const others = all.filter((topic) => topic.position === null)
  return (
    <MagazinePage edition={edition} ads={await pageAds(edition, 'other', '')}>
      <div className="page">
        <h1 className="pt-9 pb-6 text-5xl tracking-[-0.02em]">Topics</h1>
        {all.length === 0 && <p className="border-t border-strong py-16 text-soft">Nothing has been published yet.</p>}
        <ul className="grid gap-x-10 border-t border-strong sm:grid-cols-2">
          {main.map((topic) => (
            <li key={topic.id} className="border-b border-rule py-5">
              <a href={`/topics/${topic.slug}`} className="headline-link text-3xl leading-tight font-semibold">
                {topic.name}
              </a>
              {topic.description !== '' && <p className="mt-1 text-soft">{topic.description}</p>}
            </li>
          ))}
        </ul>
        {others.length > 0 && (
          <section aria-labelledby="other-topics" className="mt-10">
            <h2 id="other-topics" className="text-2xl">
              More topics
            </h2>
            <ul className="mt-3 flex flex-wrap gap-x-6 gap-y-1">
              {others.map((topic) => (
                <li key={topic.id}>
                  <a
                    href={`/topics/${topic.slug}`}
                    className="inline-flex min-h-9 items-center no-underline hover:underline"
                  >
                    {topic.name}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </MagazinePage>
  )
}
