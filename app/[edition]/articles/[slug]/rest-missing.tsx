import type { ArticleView } from '#lib/articles/queries.ts'
import { ArticleBody } from '#app/_ui/article-body.tsx'

/** What stands in place of a text of which it could not be found out who may read it: its beginning, which everybody may. */
export function RestMissing({ view: { text, slug } }: { view: ArticleView }) {
  return (
    <>
      <ArticleBody body={text.body} pictures={text.pictures} />
      <p role="alert" className="measure mt-6 font-semibold">
        The rest of this article is out of reach for a moment. <a href={`/articles/${slug}`}>Try again</a>
      </p>
    </>
  )
}
