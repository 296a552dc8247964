import type { CSSProperties } from 'react'
import { pictureSources, type Focus } from '#lib/pictures/model.ts'
import type { ShownPicture } from '#lib/articles/model.ts'

interface Drawable {
  contentHash: string
  width: number
  height: number
  alt: string
  colour?: string
  /** What stays in sight where it is cropped; absent: the middle. */
  focus?: Focus
}

/**
 * A picture in the sizes a screen may need. Width and height are in the page, so that nothing shifts.
 * @param props.sizes how wide it will be shown, as in HTML's sizes
 * @param props.first whether it is what the page is remembered by: fetched at once, before scripts
 */
export function DrawnPicture({
  picture,
  sizes,
  first = false,
  className,
}: {
  picture: Drawable
  sizes: string
  first?: boolean
  className?: string
}) {
  const sources = pictureSources(picture)
  return (
    <picture className="contents">
      <source type="image/avif" srcSet={sources.avif} sizes={sizes} />
      <img
        src={sources.src}
        srcSet={sources.webp}
        sizes={sizes}
        width={picture.width}
        height={picture.height}
        alt={picture.alt}
        loading={first ? 'eager' : 'lazy'}
        fetchPriority={first ? 'high' : undefined}
        decoding={first ? undefined : 'async'}
        className={className}
        style={styleOf(picture)}
      />
    </picture>
  )
}

function styleOf({ colour, focus }: Drawable): CSSProperties | undefined {
  const isCentred = focus === undefined || (focus.x === 50 && focus.y === 50)
  if (isCentred && colour === undefined) return undefined
  return {
    ...(colour !== undefined && { backgroundColor: colour }),
    ...(!isCentred && { objectPosition: `${focus.x}% ${focus.y}%` }),
  }
}

/** A picture with caption and credit small at its foot. */
export function Figure({
  picture,
  caption,
  credit,
  sizes,
  first = false,
  className = '',
}: {
  picture: ShownPicture
  caption: string
  credit: string
  sizes: string
  first?: boolean
  className?: string
}) {
  return (
    <figure className={className}>
      <DrawnPicture picture={picture} sizes={sizes} first={first} className="h-auto w-full" />
      {(caption !== '' || credit !== '') && (
        <figcaption className="label mt-2 flex flex-wrap gap-x-3 text-soft">
          {caption !== '' && <span>{caption}</span>}
          {credit !== '' && <span>{credit}</span>}
        </figcaption>
      )}
    </figure>
  )
}
