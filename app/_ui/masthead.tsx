import type { Topic } from '#lib/articles/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { AccountLink } from './account-link.tsx'
import { copy } from './copy.ts'
import { OwnColours } from './own-colours.tsx'
import { DrawnPicture } from './picture.tsx'
import { Still } from './still.tsx'

/** The head of every public page. On the front page the magazine's name is the heading. */
export function Masthead({
  magazine,
  topics,
  front = false,
}: {
  magazine: Magazine
  topics: Topic[]
  front?: boolean
}) {
  const named = topics.filter((topic) => topic.position !== null)
  const Name = front ? 'h1' : 'p'
  return (
    <header className="page print:hidden">
      <OwnColours colours={magazine.colours} />
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:bg-paper focus:p-3">
        Skip to the text
      </a>
      <div className="label flex items-center justify-between gap-4 pt-2">
        <a href="/search" className="inline-flex min-h-11 items-center no-underline hover:underline">
          Search
        </a>
        <div className="flex items-center gap-4 sm:gap-6">
          <AccountLink />
          <a href="/donate" className="button min-h-9 px-3.5 py-1 text-sm">
            {copy.donate}
          </a>
        </div>
      </div>
      <div className={front ? 'pt-4 pb-5 text-center sm:pt-6 sm:pb-7' : 'pt-1 pb-3 text-center'}>
        <Name
          className={
            front
              ? 'text-[3.25rem] leading-none font-semibold tracking-[-0.03em] sm:text-7xl lg:text-8xl'
              : 'text-4xl leading-none font-semibold tracking-[-0.025em]'
          }
        >
          <a href="/" className="no-underline">
            {magazine.logo === null ? (
              magazine.name
            ) : (
              <DrawnPicture
                picture={{ ...magazine.logo, alt: magazine.name }}
                sizes="(min-width: 40rem) 30rem, 80vw"
                first
                className={front ? 'logo logo-large' : 'logo'}
              />
            )}
          </a>
        </Name>
        {front && <p className="mt-3 text-lg text-balance text-soft sm:text-xl">{magazine.tagline}</p>}
      </div>
      <Still>
        <nav aria-label="Topics" className="topic-row border-y border-strong">
          <ul className="label -mx-5 flex gap-6 overflow-x-auto px-5 text-[0.9375rem] [scrollbar-width:none] sm:mx-0 sm:justify-center-safe sm:gap-9 sm:px-0">
            {named.map((topic) => (
              <li key={topic.id}>
                <a
                  href={`/topics/${topic.slug}`}
                  className="flex min-h-11 items-center whitespace-nowrap no-underline hover:underline"
                >
                  {topic.name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </Still>
    </header>
  )
}
