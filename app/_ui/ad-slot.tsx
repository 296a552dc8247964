import type { HouseAd } from '#lib/ads/model.ts'
import { copy } from './copy.ts'
import { DrawnPicture } from './picture.tsx'

/**
 * A labelled frame with an advertisement. Its height is fixed before anything loads, so that nothing ever moves.
 * Rendered in the standard edition only: the supporter edition carries no trace of it.
 */
export function AdSlot({ ad, className = '' }: { ad: HouseAd | null; className?: string }) {
  if (!ad) return null
  return (
    <aside aria-label={copy.advertisement} className={`ad-slot print:hidden ${className}`}>
      <p className="ad-label">{copy.advertisement}</p>
      <a href={ad.link} rel="sponsored noopener" className="ad-frame">
        {ad.picture && (
          <DrawnPicture
            picture={{ ...ad.picture, alt: '' }}
            sizes="(min-width: 48rem) 18rem, 40vw"
            className="ad-picture"
          />
        )}
        <span className="ad-text">
          <span className="ad-advertiser">{ad.advertiser}</span>
          <strong className="ad-headline">{ad.headline}</strong>
          <span className="ad-line">{ad.text}</span>
        </span>
      </a>
    </aside>
  )
}
