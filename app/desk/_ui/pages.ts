import { mayManageAds } from '#lib/ads/policy.ts'
import { mayFindArticles, mayManageCredits, maySeeArticlesAtDesk } from '#lib/articles/policy.ts'
import { mayReadAuditLog } from '#lib/audit/policy.ts'
import { mayFulfil, mayManageCampaigns } from '#lib/books/policy.ts'
import { mayCorrect, maySeeOwnStatements, mayWorkCases } from '#lib/cases/policy.ts'
import { mayModerate, mayPick } from '#lib/comments/moderation/policy.ts'
import { mayCompareWithStripe, maySeeMembers, mayWorkInbox } from '#lib/donations/policy.ts'
import { maySeeFigures } from '#lib/figures/policy.ts'
import { mayArrangeFront } from '#lib/front-page/policy.ts'
import { mayLicense } from '#lib/licences/policy.ts'
import type { Person } from '#lib/people/model.ts'
import { mayUsePictures } from '#lib/pictures/policy.ts'
import { mayManagePeople, mayOpenDesk } from '#lib/people/policy.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'

export interface DeskPageLink {
  href: string
  name: string
  may: (person: Person) => boolean
  /** Pages under another one, for others than it is, are led to from there. */
  inRail?: false
}

/** The desk's left rail, in this order: the pages there are, shown to whoever may open them. */
export const deskPages: DeskPageLink[] = [
  { href: '/desk', name: 'Today', may: mayOpenDesk },
  { href: '/desk/articles', name: 'Articles', may: mayFindArticles },
  { href: '/desk/calendar', name: 'Calendar', may: maySeeArticlesAtDesk },
  { href: '/desk/front', name: 'Front page', may: mayArrangeFront },
  { href: '/desk/topics', name: 'Topics', may: mayManageCredits },
  { href: '/desk/authors', name: 'Authors', may: mayManageCredits },
  { href: '/desk/pictures', name: 'Pictures', may: mayUsePictures },
  { href: '/desk/cases', name: 'Cases', may: mayWorkCases },
  { href: '/desk/statements', name: 'Statements', may: maySeeOwnStatements },
  { href: '/desk/corrections', name: 'Corrections', may: mayCorrect },
  { href: '/desk/comments', name: 'Comments', may: mayPick },
  { href: '/desk/comments/appeals', name: 'Appeals', may: mayModerate, inRail: false },
  { href: '/desk/comments/log', name: 'Moderation log', may: mayModerate, inRail: false },
  { href: '/desk/comments/people', name: 'Commenters', may: mayModerate, inRail: false },
  { href: '/desk/licences', name: 'Licences', may: mayLicense },
  { href: '/desk/members', name: 'Members', may: maySeeMembers },
  { href: '/desk/figures', name: 'Figures', may: maySeeFigures },
  { href: '/desk/books', name: 'Books to send', may: mayFulfil },
  { href: '/desk/books/campaigns', name: 'Book campaigns', may: mayManageCampaigns },
  { href: '/desk/ads', name: 'Advertising', may: mayManageAds },
  { href: '/desk/inbox', name: 'Inbox', may: mayWorkInbox },
  { href: '/desk/drift', name: 'Drift', may: mayCompareWithStripe },
  { href: '/desk/people', name: 'People', may: mayManagePeople },
  { href: '/desk/audit', name: 'Audit log', may: mayReadAuditLog },
  { href: '/desk/settings', name: 'Settings', may: mayChangeSettings },
  { href: '/desk/settings/cases', name: 'Case settings', may: mayWorkCases, inRail: false },
]
