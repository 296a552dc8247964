import type { CSSProperties } from 'react'
import type { AdSize, AdSlotName } from '#lib/ad-slots/model.ts'
import type { AdPlace, PageAds } from '#app/_server/page-ads.ts'
import { texts } from '#app/_server/published.ts'
import { AdFrame } from './ad-frame.tsx'
import { copy } from './copy.ts'

type Reserved = CSSProperties & Record<'--ad-narrow' | '--ad-wide', string>

/**
 * A labelled frame with an advertisement, as high as the highest that may come: nothing ever moves. A house campaign
 * stands in it from the start; what Google delivers is laid over it by public/reading/google.js, so that a failure leaves no
 * hole. Rendered in the standard edition only: the supporter edition carries no trace of it.
 */
export async function AdSlot({ ads, slot, className = '' }: { ads: PageAds; slot: AdSlotName; className?: string }) {
  const place = ads.places.find((one) => one.slot === slot)
  if (!place) return null
  const { ad, google } = place
  const { askTitle, adAsk, askLink } = await texts()
  const label = ad ? copy.advertisement : askTitle
  return (
    <aside
      aria-label={label}
      className={`ad-slot print:hidden ${className}`}
      data-slot={slot}
      data-ad={ad?.id}
      data-label={copy.advertisement}
      style={reserved(google)}
      suppressHydrationWarning
    >
      <p className="ad-label" dangerouslySetInnerHTML={{ __html: label }} suppressHydrationWarning />
      <div className="ad-box">
        {ad ? <AdFrame ad={ad} /> : <QuietAsk text={adAsk} link={askLink} />}
        {google && (
          // Filled by a script, before or after React comes to it: React must find nothing of its own in it.
          <div className="ad-google" data-google dangerouslySetInnerHTML={{ __html: '' }} suppressHydrationWarning />
        )}
      </div>
    </aside>
  )
}

/** Where there is nothing to advertise the frame asks for what it is there for. */
function QuietAsk({ text, link }: { text: string; link: string }) {
  return (
    <div className="ad-frame">
      <span className="ad-text">
        <span className="ad-line">{text}</span>
        <a href="/donate" className="ad-ask">
          {link}
        </a>
      </span>
    </div>
  )
}

function reserved(google: AdPlace['google']): Reserved | undefined {
  if (!google) return undefined
  return { '--ad-narrow': highest(google.narrow), '--ad-wide': highest(google.wide) }
}

function highest(sizes: readonly AdSize[]): string {
  return `${Math.max(0, ...sizes.map(({ height }) => height))}px`
}
