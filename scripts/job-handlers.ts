import { accountSchedules, deleteAccounts } from '#lib/accounts/jobs.ts'
import { turnAds } from '#lib/ads/jobs.ts'
import { tellOfRemarks } from '#lib/articles/remarks/jobs.ts'
import { articleSchedules, publishDue, publishScheduled } from '#lib/articles/workflow/publish-scheduled.ts'
import { addressSchedules, lockAddresses } from '#lib/books/address-jobs.ts'
import { bookSchedules, passOnHeldCopies, turnCampaigns } from '#lib/books/jobs.ts'
import { clearCache } from '#lib/cache/jobs.ts'
import { caseDeadlineSchedules, warnOfDeadlines } from '#lib/cases/deadlines.ts'
import { commentSchedules, recountComments } from '#lib/comments/jobs.ts'
import { tellOfSuspensionOver } from '#lib/comments/moderation/sanctions.ts'
import { noticeSchedules, sendDigests, takeLikesBack, tellOfComment } from '#lib/comments/notices/jobs.ts'
import { letCorrectionsLeave } from '#lib/corrections/jobs.ts'
import { exportSchedules, removeExportArchives, writeExportArchive } from '#lib/exports/jobs.ts'
import { deliverGiftOnItsDay, deliverMissedGifts, forgetGifts, giftSchedules } from '#lib/donations/gift-jobs.ts'
import {
  applyStripeEvent,
  donationSchedules,
  finishRefund,
  reconcileWithStripe,
  remindOfPayments,
  settleCheckouts,
} from '#lib/donations/jobs.ts'
import { settleLeftWish } from '#lib/donations/manage/jobs.ts'
import { countDonationMonths, figureSchedules } from '#lib/figures/jobs.ts'
import { turnFront } from '#lib/front-page/jobs.ts'
import type { JobHandler, Schedule } from '#lib/jobs/job.ts'
import { compareLicences, licenceSchedules, settleLicence } from '#lib/licences/jobs.ts'
import { mailTemplates } from '#lib/mail-templates.ts'
import { sendMail } from '#lib/mail/jobs.ts'
import { announceTurns, membershipSchedules, rewriteMembershipSpells } from '#lib/membership/jobs.ts'
import { mailRefusals } from '#lib/people/mail-refusals.ts'
import { removePictureFiles } from '#lib/pictures/removal.ts'
import {
  encryptAnewNightly,
  forgetDue,
  privacySchedules,
  removePersonalArchives,
  writePersonalArchives,
} from '#lib/privacy/jobs.ts'
import { deliverWebhook } from '#lib/webhooks/deliver.ts'
import { drawReceipt } from './worker/draw-receipt.ts'

/** What the worker can do: each module's jobs, one line a module. Migrating makes a queue for each. */
export const jobHandlers: JobHandler[] = [
  publishScheduled,
  turnFront,
  publishDue,
  tellOfRemarks,
  turnAds,
  clearCache,
  letCorrectionsLeave,
  applyStripeEvent,
  reconcileWithStripe,
  remindOfPayments,
  settleCheckouts,
  turnCampaigns,
  passOnHeldCopies,
  lockAddresses,
  tellOfComment,
  sendDigests,
  takeLikesBack,
  rewriteMembershipSpells,
  announceTurns,
  deliverWebhook,
  finishRefund,
  settleLeftWish,
  countDonationMonths,
  sendMail(mailTemplates, mailRefusals),
  deliverGiftOnItsDay,
  deliverMissedGifts,
  forgetGifts,
  removePictureFiles,
  recountComments,
  deleteAccounts,
  tellOfSuspensionOver,
  warnOfDeadlines,
  settleLicence,
  compareLicences,
  writeExportArchive,
  removeExportArchives,
  writePersonalArchives(drawReceipt),
  removePersonalArchives,
  forgetDue,
  encryptAnewNightly,
]

/** What comes round by itself. Each of these jobs must have its handler above. */
export const jobSchedules: Schedule[] = [
  ...articleSchedules,
  ...donationSchedules,
  ...giftSchedules,
  ...bookSchedules,
  ...addressSchedules,
  ...noticeSchedules,
  ...membershipSchedules,
  ...figureSchedules,
  ...commentSchedules,
  ...accountSchedules,
  ...caseDeadlineSchedules,
  ...licenceSchedules,
  ...exportSchedules,
  ...privacySchedules,
]
