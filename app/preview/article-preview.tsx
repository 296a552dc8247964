import { isFreeToRead } from '#lib/articles/model.ts'
import type { Previewed } from '#lib/articles/preview/view.ts'
import { noAds, pageAds, type PageAds } from '#app/_server/page-ads.ts'
import { magazine } from '#app/_server/published.ts'
import { whoAsks } from '#app/_server/reading.ts'
import type { Edition } from '#app/[edition]/edition.ts'
import { ArticleSheet } from '#app/[edition]/articles/[slug]/article-sheet.tsx'
import { ArticleText } from '#app/[edition]/articles/[slug]/article-text.tsx'
import { ClosedGate } from '#app/[edition]/articles/[slug]/restricted-text.tsx'
import { ArticleBody } from '#app/_ui/article-body.tsx'
import { MagazinePage } from '#app/_ui/magazine-page.tsx'

export interface Shown {
  edition: Edition
  /** The whole text, or what a visitor is given of it. */
  as: 'whole' | 'visitor'
}

/**
 * An article before readers see it, made of the same parts as what they get: with the frames of advertising but nothing
 * that counts or asks another site, without comments, and without the meter.
 */
export async function ArticlePreview({ previewed, shown }: { previewed: Previewed; shown: Shown }) {
  const { view, whole } = previewed
  const [settings, frames] = await Promise.all([
    magazine(),
    shown.edition === 'standard'
      ? framesOf(
          view.slug,
          view.topics.map(({ slug }) => slug),
          view.adFree,
        )
      : noAds,
  ])
  const isGated = shown.as === 'visitor' && !isFreeToRead(view.access)
  return (
    <MagazinePage edition={shown.edition} counted={false}>
      <ArticleSheet
        view={view}
        corrected={{ corrections: [], repliesTo: null }}
        invites={frames.places.length > 0}
        settings={settings}
      >
        {isGated ? (
          <>
            <ArticleBody body={view.text.body} pictures={view.text.pictures} />
            <ClosedGate access={view.access} back="/" asking={{ ...(await whoAsks()), reader: null }} usedUp={false} />
          </>
        ) : (
          <ArticleText view={view} edition={shown.edition} ads={frames} text={whole} />
        )}
      </ArticleSheet>
    </MagazinePage>
  )
}

async function framesOf(slug: string, topics: string[], adFree: boolean): Promise<PageAds> {
  const ads = await pageAds('standard', 'article', slug, topics, adFree)
  return { choices: false, places: ads.places.map((place) => ({ ...place, google: null })) }
}
