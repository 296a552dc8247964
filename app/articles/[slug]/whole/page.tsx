import type { Metadata } from 'next'
import { ArticleHead } from '#app/[edition]/articles/[slug]/article-head.tsx'
import { RestrictedText } from '#app/[edition]/articles/[slug]/restricted-text.tsx'
import { correctionsOn } from '#app/_server/corrections.ts'
import { requestContext } from '#app/_server/context.ts'
import { noAds } from '#app/_server/page-ads.ts'
import { article, magazine, threadHead } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { AuthorNotes } from '#app/_ui/author-notes.tsx'
import { commentsCounted } from '#app/_ui/comments.tsx'
import { ContactLine } from '#app/_ui/contact-line.tsx'
import { MagazinePage } from '#app/_ui/magazine-page.tsx'
import { MissingPage } from '#app/_ui/missing-page.tsx'

export const instant = false

interface Props {
  params: Promise<{ slug: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  const view = await article(slug)
  return {
    title: view?.headline ?? 'Nothing here',
    robots: { index: false },
    alternates: { canonical: `${await publicUrl()}/articles/${slug}` },
  }
}

/**
 * An article that not everybody may read, sent in one piece: for browsers without JavaScript, where the part of the
 * ordinary page that is asked of the ledger does not appear.
 */
export default async function WholeArticlePage({ params }: Props) {
  await requestContext()
  const view = await article((await params).slug)
  if (!view) return <MissingPage />
  const [settings, corrected, head] = await Promise.all([magazine(), correctionsOn(view.id), threadHead(view.id)])
  return (
    <MagazinePage>
      <article>
        <ArticleHead view={view} corrected={corrected} invites={false} settings={settings} />
        <div className="page mt-8">
          <RestrictedText view={view} edition="supporter" ads={noAds} whole />
        </div>
        <div className="measure">
          <AuthorNotes authors={view.authors} />
          <ContactLine slug={view.slug} />
          <p className="mt-8 border-t border-strong pt-5 text-lg print:hidden">
            <a href={`/articles/${view.slug}/comments`}>{commentsCounted(head.count, settings.locale)}</a>
          </p>
        </div>
      </article>
    </MagazinePage>
  )
}
