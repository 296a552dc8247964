import { blocksOf } from '#lib/articles/body/rebuild.ts'
import type { ArticleView } from '#lib/articles/queries.ts'
import type { PageAds } from '#app/_server/page-ads.ts'
import { magazine, plans } from '#app/_server/published.ts'
import { readBody } from '#app/_server/reading.ts'
import { AdSlot } from '#app/_ui/ad-slot.tsx'
import { ArticleBody, type Insertion } from '#app/_ui/article-body.tsx'
import { Ask } from '#app/_ui/ask.tsx'
import { Gate } from '#app/_ui/gate.tsx'
import type { Edition } from '../../edition.ts'

type Text = Pick<ArticleView['text'], 'body' | 'pictures'>

interface Props {
  view: ArticleView
  edition: Edition
  ads: PageAds
}

/** The text with what stands in it: in the standard edition one advertisement and one quiet ask, another ad after it. */
export function ArticleText({ view, edition, ads, text }: Props & { text: Text }) {
  if (edition === 'supporter') return <ArticleBody body={text.body} pictures={text.pictures} />
  const blocks = blocksOf(text.body).length
  const insertions: Insertion[] = []
  if (blocks >= 6) insertions.push({ after: 4, content: <AdSlot ads={ads} slot="article.in_text" /> })
  if (blocks >= 12) insertions.push({ after: Math.max(8, Math.floor(blocks * 0.7)), content: <Ask slug={view.slug} /> })
  return (
    <>
      <ArticleBody body={text.body} pictures={text.pictures} insertions={insertions} />
      <div className="mx-auto max-w-[var(--measure)]">
        <AdSlot ads={ads} slot="article.after_text" />
      </div>
    </>
  )
}

/** The text of an article that not everybody may read: asked of the ledger at this request, on the server. */
export async function RestrictedText({ view, edition, ads }: Props) {
  const reading = await readBody(view.id, view.access)
  if (reading.allowed) return <ArticleText view={view} edition={edition} ads={ads} text={reading.text} />
  return (
    <>
      <ArticleBody body={view.text.body} pictures={view.text.pictures} />
      {view.access !== 'public' && (
        <Gate
          access={view.access}
          slug={view.slug}
          signedIn={reading.signedIn}
          plans={await plans()}
          locale={(await magazine()).locale}
        />
      )}
    </>
  )
}
