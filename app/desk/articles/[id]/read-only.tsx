import type { ReactNode } from 'react'
import type { ArticleAtDesk } from '#lib/articles/desk.ts'
import { ArticleBody } from '#app/_ui/article-body.tsx'
import './_writing/writing.css'

/** The article for whoever may read it here, and not change it. */
export function ReadOnly({ article, above, below }: { article: ArticleAtDesk; above: ReactNode; below: ReactNode }) {
  return (
    <div className="writing">
      <div className="writing-main">
        <p className="desk-intro">
          This article is with the editors: you can read it here, and not change it. Ask one of them for what it needs.
        </p>
        <div className="desk-sheet">
          <p className="text-2xl leading-tight font-semibold">{article.headline}</p>
          <p className="mt-2 text-soft">{article.standfirst}</p>
          <ArticleBody body={article.body} pictures={article.pictures} />
        </div>
      </div>
      <aside className="writing-side-column" aria-label="About the article">
        {above}
        {below}
      </aside>
    </div>
  )
}
