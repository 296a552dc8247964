import { isNearlyGone, type Campaign } from '#lib/books/model.ts'
import type { Edition } from '#app/[edition]/edition.ts'
import { DrawnPicture } from './picture.tsx'

/** The offer of a signed book. public/offer/banner.js counts it. */
export function CampaignBanner({ campaign, edition }: { campaign: Campaign; edition: Edition }) {
  return (
    <aside
      aria-label="Signed book offer"
      className="bg-panel print:hidden"
      data-campaign={campaign.id}
      data-edition={edition}
    >
      <a href={`/books/${campaign.slug}`} className="page flex items-center gap-4 py-3 no-underline">
        {campaign.cover && (
          <DrawnPicture picture={{ ...campaign.cover, alt: '' }} sizes="3rem" className="h-14 w-auto flex-none" />
        )}
        <span className="min-w-0 leading-snug">
          <strong className="font-semibold text-accent">Donate to get a signed book</strong>
          <span className="block text-[0.9375rem] text-pretty">
            {campaign.offer}
            {isNearlyGone(campaign) && ' Only a few copies are left.'}
          </span>
        </span>
      </a>
    </aside>
  )
}
