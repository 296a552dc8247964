import type { ArticleCard } from '#lib/articles/model.ts'
import { ArticleItem } from './article-item.tsx'

/** Articles on one page of a list. */
export const listPage = 24

/** Newest first, under hairlines. `more` leads to the older ones. */
export function ArticleList({ articles, more }: { articles: ArticleCard[]; more?: string }) {
  const last = articles.at(-1)
  return (
    <>
      <div className="mt-8 grid gap-x-10 border-t border-rule lg:grid-cols-2">
        {articles.map((card) => (
          <ArticleItem key={card.id} card={card} shape="beside" className="border-b border-rule py-6" />
        ))}
      </div>
      {more !== undefined && last && (
        <p className="mt-8 text-center">
          <a className="button button-quiet" href={`${more}?before=${last.publishedAt.getTime()}_${last.id}`}>
            Older articles
          </a>
        </p>
      )}
    </>
  )
}
