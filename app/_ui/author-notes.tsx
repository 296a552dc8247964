import type { ArticleAuthor } from '#lib/articles/queries.ts'
import { DrawnPicture } from './picture.tsx'

/** Who wrote it, at the end of the text. */
export function AuthorNotes({ authors }: { authors: ArticleAuthor[] }) {
  const known = authors.filter((author) => author.biography !== '')
  if (known.length === 0) return null
  return (
    <div className="mt-12 space-y-6 border-t border-strong pt-5">
      {known.map((author) => (
        <section key={author.slug} aria-label={`About ${author.name}`} className="flex items-start gap-4">
          {author.picture && (
            <DrawnPicture
              picture={{ ...author.picture, alt: '' }}
              sizes="4rem"
              className="size-16 flex-none rounded-full object-cover"
            />
          )}
          <p className="text-[1.0625rem] leading-normal">
            <a href={`/authors/${author.slug}`} className="font-semibold no-underline hover:underline">
              {author.name}
            </a>
            <span className="block text-soft">{author.biography}</span>
          </p>
        </section>
      ))}
    </div>
  )
}
