import type { ReactNode } from 'react'
import type { ArticleView } from '#lib/articles/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import type { CorrectionsOnArticle } from '#app/_server/corrections.ts'
import { AuthorNotes } from '#app/_ui/author-notes.tsx'
import { ContactLine } from '#app/_ui/contact-line.tsx'
import { Still } from '#app/_ui/still.tsx'
import { TopicList } from '#app/_ui/topic-list.tsx'
import { ArticleHead } from './article-head.tsx'

/** An article from its headline to its last line: what readers get of it, and whoever sees it before them. */
export function ArticleSheet({
  view,
  corrected,
  invites,
  settings,
  data = null,
  children,
}: {
  view: ArticleView
  corrected: CorrectionsOnArticle
  /** Whether there is advertising on the page to be rid of. */
  invites: boolean
  settings: Magazine
  /** What of it machines are told. */
  data?: ReactNode
  /** The text, or as much of it as is shown. */
  children: ReactNode
}) {
  return (
    <article>
      <Still>
        {data}
        <ArticleHead view={view} corrected={corrected} invites={invites} settings={settings} />
      </Still>
      <div className="page mt-8">{children}</div>
      <Still>
        <div className="measure">
          <AuthorNotes authors={view.authors} />
          <ContactLine slug={view.slug} />
          <div className="mt-4 print:hidden">
            <TopicList topics={view.topics} label="Topics of this article" />
          </div>
        </div>
      </Still>
    </article>
  )
}
