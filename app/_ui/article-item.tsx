import type { ArticleCard } from '#lib/articles/model.ts'
import { Byline } from './byline.tsx'
import { DrawnPicture } from './picture.tsx'

/**
 * An article in a list. `lead` has the large picture, `stacked` a picture over the words, `beside` a small one beside
 * them, `text` none.
 */
export type Shape = 'lead' | 'stacked' | 'beside' | 'text'

const headlineSizes: Record<Shape, string> = {
  lead: 'text-[2.25rem] leading-[1.04] tracking-[-0.02em] sm:text-5xl xl:text-6xl',
  stacked: 'text-2xl leading-[1.12]',
  beside: 'text-xl leading-[1.15]',
  text: 'text-xl leading-[1.15]',
}

export function ArticleItem({
  card,
  shape,
  level = 2,
  className = '',
  topic = true,
  brief = false,
  first = false,
}: {
  card: ArticleCard
  shape: Shape
  level?: 2 | 3
  className?: string
  topic?: boolean
  /** Without its standfirst. */
  brief?: boolean
  /** Whether its picture is the first on the page. */
  first?: boolean
}) {
  const Heading = level === 2 ? 'h2' : 'h3'
  const href = `/articles/${card.slug}`
  const picture = shape === 'text' ? null : card.picture
  const words = (
    <div className="min-w-0">
      {topic && card.topics[0] && (
        <a href={`/topics/${card.topics[0].slug}`} className="topic-label inline-flex min-h-7 items-center">
          {card.topics[0].name}
        </a>
      )}
      <Heading className={headlineSizes[picture || shape !== 'lead' ? shape : 'lead']}>
        <a href={href} className="headline-link">
          {card.shortHeadline || card.headline}
        </a>
      </Heading>
      {card.standfirst !== '' && !brief && (
        <p
          className={`mt-2 text-pretty text-soft ${shape === 'lead' ? 'text-xl leading-snug' : 'text-[1.0625rem] leading-snug'}`}
        >
          {card.standfirst}
        </p>
      )}
      <p className="label mt-2.5 flex flex-wrap gap-x-3 text-soft">
        <Byline authors={card.authors} />
        {card.access === 'supporters' && <span className="text-accent">Supporters</span>}
        {card.access === 'patrons' && <span className="text-accent">Patrons</span>}
      </p>
    </div>
  )
  if (!picture) return <div className={className}>{words}</div>
  if (shape === 'beside') {
    return (
      <div className={`grid grid-cols-[1fr_6.5rem] gap-4 sm:grid-cols-[1fr_9rem] ${className}`}>
        {words}
        <PictureLink href={href}>
          <DrawnPicture picture={{ ...picture, alt: '' }} sizes="9rem" className="aspect-[4/3] w-full object-cover" />
        </PictureLink>
      </div>
    )
  }
  return (
    <div className={className}>
      <PictureLink href={href}>
        <DrawnPicture
          picture={{ ...picture, alt: '' }}
          sizes={
            shape === 'lead'
              ? '(min-width: 64rem) 48rem, 92vw'
              : '(min-width: 64rem) 24rem, (min-width: 40rem) 45vw, 92vw'
          }
          first={first}
          className="mb-3.5 aspect-[3/2] w-full object-cover"
        />
      </PictureLink>
      {words}
    </div>
  )
}

/** The headline beside it is the link that is read out; this one is for the hand. */
function PictureLink({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <a href={href} tabIndex={-1} aria-hidden="true">
      {children}
    </a>
  )
}
