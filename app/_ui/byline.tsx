import { Fragment } from 'react'
import type { Credit } from '#lib/articles/model.ts'

/** Names with commas and an "and", each a link to its author. */
export function Byline({ authors, className }: { authors: Credit[]; className?: string }) {
  if (authors.length === 0) return null
  return (
    <span className={className}>
      {authors.map((author, index) => (
        <Fragment key={author.slug}>
          {index > 0 && (index === authors.length - 1 ? ' and ' : ', ')}
          <a href={`/authors/${author.slug}`} rel="author" className="no-underline hover:underline">
            {author.name}
          </a>
        </Fragment>
      ))}
    </span>
  )
}
