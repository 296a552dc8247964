import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { Suspense } from 'react'
import { correctionsOn } from '#app/_server/corrections.ts'
import { pageAds, noAds } from '#app/_server/page-ads.ts'
import { article, magazine, movedTo, threadHead } from '#app/_server/published.ts'
import { Contained } from '#app/_ui/contained.tsx'
import { CorrectionsAtFoot } from '#app/_ui/corrections.tsx'
import { JsonLd } from '#app/_ui/json-ld.tsx'
import { MagazinePage } from '#app/_ui/magazine-page.tsx'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { Still } from '#app/_ui/still.tsx'
import { articleJsonLd, articleMetadata } from '../../article-metadata.ts'
import { editionOf } from '../../edition.ts'
import { ArticleSheet } from './article-sheet.tsx'
import { ArticleText } from './article-text.tsx'
import { Corrections } from './corrections.tsx'
import { Related } from './related.tsx'
import { RestMissing } from './rest-missing.tsx'
import { RestrictedText } from './restricted-text.tsx'
import { ThreadUnder } from './thread-under.tsx'

export function generateStaticParams() {
  return [{ slug: '-' }]
}

interface Props {
  params: Promise<{ edition: string; slug: string }>
}

/** Null when there is none; whoever asks for one that has moved is led on. The placeholder of the build is looked up nowhere. */
async function find(slug: string) {
  if (slug === '-') notFound()
  const found = await article(slug)
  if (found) return found
  const target = await movedTo(`/articles/${slug}`)
  return target === null ? null : permanentRedirect(target)
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, edition } = await params
  editionOf(edition)
  const view = await find(slug)
  return view ? articleMetadata(view) : { title: 'Not found', robots: { index: false } }
}

export default async function ArticlePage({ params }: Props) {
  const { slug, edition: value } = await params
  const edition = editionOf(value)
  const view = await find(slug)
  if (!view) return <MissingPage />
  const [settings, corrected, comments, ads] = await Promise.all([
    magazine(),
    correctionsOn(view.id),
    threadHead(view.id),
    pageAds(
      edition,
      'article',
      view.slug,
      view.topics.map((topic) => topic.slug),
      view.adFree,
    ),
  ])
  return (
    <MagazinePage edition={edition} ads={ads}>
      <script type="module" defer src="/passages/report.js" />
      <ArticleSheet
        view={view}
        corrected={corrected}
        invites={ads.places.length > 0}
        settings={settings}
        data={<JsonLd data={await articleJsonLd(view, comments.count, corrected.corrections)} />}
      >
        {view.text.kind === 'whole' ? (
          <>
            <ArticleText view={view} edition={edition} ads={ads} text={view.text} />
            <Corrections articleId={view.id} open />
          </>
        ) : (
          <>
            <Contained instead={<RestMissing view={view} />}>
              <Suspense
                fallback={
                  <div className="undecided">
                    <ArticleText view={view} edition="supporter" ads={noAds} text={view.text} />
                    <CorrectionsAtFoot corrections={corrected.corrections} differences={null} settings={settings} />
                  </div>
                }
              >
                <RestrictedText view={view} edition={edition} ads={ads} />
              </Suspense>
            </Contained>
            <noscript>
              <p className="measure mt-6">
                <a href={`/articles/${view.slug}/whole#read-on`}>Read on</a>
              </p>
            </noscript>
          </>
        )}
      </ArticleSheet>
      <ThreadUnder view={view} head={comments} settings={settings} />
      <Still>
        <Related articleId={view.id} />
      </Still>
    </MagazinePage>
  )
}
