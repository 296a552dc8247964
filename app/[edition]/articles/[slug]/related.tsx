import { related } from '#app/_server/published.ts'
import { ArticleItem } from '#app/_ui/article-item.tsx'

/** What to read next: three on the same topics. */
export async function Related({ articleId }: { articleId: string }) {
  const articles = await related(articleId)
  if (articles.length === 0) return null
  return (
    <section aria-labelledby="read-next" className="page mt-16 border-t border-strong pt-5 print:hidden">
      <h2 id="read-next" className="text-2xl">
        Read next
      </h2>
      <div className="mt-5 grid gap-8 sm:grid-cols-3 sm:gap-0 sm:divide-x sm:divide-rule">
        {articles.map((card) => (
          <ArticleItem
            key={card.id}
            card={card}
            shape="stacked"
            level={3}
            className="sm:px-6 sm:first:pl-0 sm:last:pr-0"
          />
        ))}
      </div>
    </section>
  )
}
