import type { HouseAd } from '#lib/ads/model.ts'
import { AdFrame } from '#app/_ui/ad-frame.tsx'
import { copy } from '#app/_ui/copy.ts'

const screens = [
  { name: 'On a phone', width: '21.875rem', height: '12.5rem' },
  { name: 'In the text of an article', width: '38rem', height: '11rem' },
] as const

/** A campaign in true size, as it will stand on a phone and beside a wide text. */
export function AdPreview({ ad }: { ad: Omit<HouseAd, 'topicSlugs' | 'weight' | 'id'> }) {
  return (
    <div className="ad-previews">
      {screens.map(({ name, width, height }) => (
        <figure key={name} className="desk-scroll">
          <figcaption className="label text-soft">{name}</figcaption>
          <div style={{ width }}>
            <p className="ad-label mt-1">{copy.advertisement}</p>
            <div className="ad-preview" style={{ height }}>
              <AdFrame ad={ad} />
            </div>
          </div>
        </figure>
      ))}
    </div>
  )
}
