import type { ArticleCard } from '#lib/articles/model.ts'
import { ArticleList, listPage } from './article-list.tsx'
import { MagazinePage } from './magazine-page.tsx'

/** A further page of a topic's or an author's articles. */
export function OlderArticles({ name, path, articles }: { name: string; path: string; articles: ArticleCard[] }) {
  return (
    <MagazinePage>
      <div className="page">
        <h1 className="pt-9 text-4xl tracking-[-0.02em]">
          <a href={path} className="headline-link">
            {name}
          </a>
          <span className="text-soft">: older articles</span>
        </h1>
        {articles.length === 0 ? (
          <p className="py-16 text-soft">There are no older articles.</p>
        ) : (
          <ArticleList articles={articles} more={articles.length >= listPage ? `${path}/older` : undefined} />
        )}
      </div>
    </MagazinePage>
  )
}
