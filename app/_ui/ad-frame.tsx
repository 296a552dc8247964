import type { HouseAd } from '#lib/ads/model.ts'
import { DrawnPicture } from './picture.tsx'

/** A house campaign as readers see it, in a frame whose height is set around it. */
export function AdFrame({ ad }: { ad: Omit<HouseAd, 'topicSlugs' | 'weight' | 'id'> }) {
  return (
    <a href={ad.link} rel="sponsored noopener" className="ad-frame">
      {ad.picture && (
        <DrawnPicture
          picture={{ ...ad.picture, alt: ad.alt }}
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
  )
}
