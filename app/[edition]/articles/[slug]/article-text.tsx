import { adsFor } from '#lib/ads/model.ts'
import { blocksOf } from '#lib/articles/body/rebuild.ts'
import type { ArticleView } from '#lib/articles/queries.ts'
import { adSlots, ads, magazine, plans } from '#app/_server/published.ts'
import { readBody } from '#app/_server/reading.ts'
import { AdSlot } from '#app/_ui/ad-slot.tsx'
import { ArticleBody, type Insertion } from '#app/_ui/article-body.tsx'
import { Ask } from '#app/_ui/ask.tsx'
import { Gate } from '#app/_ui/gate.tsx'
import type { Edition } from '../../edition.ts'

type Text = Pick<ArticleView['text'], 'body' | 'pictures'>

/** The text with what stands in it: in the standard edition one advertisement and one quiet ask, another ad after it. */
export async function ArticleText({ view, edition, text }: { view: ArticleView; edition: Edition; text: Text }) {
  if (edition === 'supporter') return <ArticleBody body={text.body} pictures={text.pictures} />
  const slots = (await adSlots()).article
  const chosen = adsFor(
    await ads(),
    view.slug,
    view.topics.map((topic) => topic.slug),
    slots,
  )
  const adIn = (slot: (typeof slots)[number]) => chosen[slots.indexOf(slot)] ?? null
  const blocks = blocksOf(text.body).length
  const insertions: Insertion[] = []
  if (blocks >= 6) insertions.push({ after: 4, content: <AdSlot ad={adIn('in_text')} /> })
  if (blocks >= 12) insertions.push({ after: Math.max(8, Math.floor(blocks * 0.7)), content: <Ask slug={view.slug} /> })
  return (
    <>
      <ArticleBody body={text.body} pictures={text.pictures} insertions={insertions} />
      <div className="mx-auto max-w-[var(--measure)]">
        <AdSlot ad={adIn('after_text')} />
      </div>
    </>
  )
}

/** The text of an article that not everybody may read: asked of the ledger at this request, on the server. */
export async function RestrictedText({ view, edition }: { view: ArticleView; edition: Edition }) {
  const reading = await readBody(view.id, view.access)
  if (reading.allowed) return <ArticleText view={view} edition={edition} text={reading.text} />
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
