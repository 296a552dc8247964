import { isNearlyGone, type Campaign } from '#lib/books/model.ts'
import { DrawnPicture } from './picture.tsx'

/** The offer of a signed book; nothing when no campaign is live. */
export function CampaignBanner({ campaign }: { campaign: Campaign | undefined }) {
  if (!campaign) return null
  return (
    <aside aria-label="Signed book offer" className="bg-panel print:hidden">
      <a href={`/books/${campaign.slug}`} className="page flex items-center gap-4 py-3 no-underline">
        {campaign.cover && (
          <DrawnPicture picture={{ ...campaign.cover, alt: '' }} sizes="3rem" className="h-14 w-auto flex-none" />
        )}
        <span className="min-w-0 leading-snug">
          <strong className="font-semibold text-accent">Donate to get a signed book</strong>
          <span className="block text-[0.9375rem] text-pretty">
            {campaign.offer}
            {isNearlyGone(campaign) && ` Only ${campaign.remaining} left.`}
          </span>
        </span>
      </a>
    </aside>
  )
}
