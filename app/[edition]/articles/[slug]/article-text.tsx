import { blocksOf } from '#lib/articles/body/rebuild.ts'
import type { ArticleView } from '#lib/articles/queries.ts'
import type { PageAds } from '#app/_server/page-ads.ts'
import { AdSlot } from '#app/_ui/ad-slot.tsx'
import { ArticleBody, type Insertion } from '#app/_ui/article-body.tsx'
import { Ask } from '#app/_ui/ask.tsx'
import { Still } from '#app/_ui/still.tsx'
import type { Edition } from '../../edition.ts'

type Text = Pick<ArticleView['text'], 'body' | 'pictures'>

interface Props {
  view: ArticleView
  edition: Edition
  ads: PageAds
  text: Text
  /** The block with which the part begins that not everybody may read. */
  restrictedFrom?: number
}

/** The text with what stands in it: in the standard edition one advertisement and one quiet ask, another ad after it. */
export function ArticleText({ view, edition, ads, text, restrictedFrom }: Props) {
  if (edition === 'supporter')
    return (
      <Still>
        <ArticleBody body={text.body} pictures={text.pictures} restrictedFrom={restrictedFrom} />
      </Still>
    )
  const blocks = blocksOf(text.body).length
  const insertions: Insertion[] = []
  if (blocks >= 6) insertions.push({ after: 4, content: <AdSlot ads={ads} slot="article.in_text" /> })
  if (blocks >= 12) insertions.push({ after: Math.max(8, Math.floor(blocks * 0.7)), content: <Ask slug={view.slug} /> })
  return (
    <Still>
      <ArticleBody body={text.body} pictures={text.pictures} insertions={insertions} restrictedFrom={restrictedFrom} />
      <div className="mx-auto max-w-[var(--measure)]">
        <AdSlot ads={ads} slot="article.after_text" />
      </div>
    </Still>
  )
}
