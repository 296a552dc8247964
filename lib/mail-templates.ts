import { accountDeletedMail } from '#lib/accounts/emails/account-deleted.tsx'
import { newsroomMail } from '#lib/articles/workflow/emails/newsroom-mail.tsx'
import {
  bookBackMail,
  bookCopyHeldMail,
  bookDedicationRefusedMail,
  bookEarnedMail,
  bookEndedMail,
  bookPromisedMail,
  bookTroubleMail,
} from '#lib/books/emails/book-mails.tsx'
import { bookAddressLocksMail, bookComplaintMail, bookDispatchedMail } from '#lib/books/emails/parcel-mails.tsx'
import { caseDeadlineMail, caseLetterMail, caseStatementAskedMail } from '#lib/cases/emails/desk-mails.tsx'
import {
  caseAnnouncedMail,
  caseAnsweredMail,
  caseConfirmMail,
  caseReceivedMail,
} from '#lib/cases/emails/case-mails.tsx'
import { commentDigestMail, commentNoticeMail } from '#lib/comments/notices/emails/notice-mails.tsx'
import { cardExpiringMail } from '#lib/donations/emails/card-expiring.tsx'
import { donationThanksMail } from '#lib/donations/emails/donation-thanks.tsx'
import {
  graceEndingMail,
  paymentActionRequiredMail,
  renewalFailedMail,
} from '#lib/donations/emails/failed-payment-mails.tsx'
import { failingGiftReplacedMail } from '#lib/donations/emails/failing-gift-replaced.tsx'
import { giftDeliveryMail, giftReceiptMail } from '#lib/donations/emails/gift-mails.tsx'
import { secondGiftReturnedMail } from '#lib/donations/emails/second-gift-returned.tsx'
import { refundMadeMail } from '#lib/donations/emails/refund-made.tsx'
import {
  giftEndedMail,
  membershipLapsedMail,
  membershipWithdrawnMail,
  paymentRecoveredMail,
} from '#lib/donations/emails/standing-mails.tsx'
import { giftChangedMail } from '#lib/donations/emails/gift-changed.tsx'
import {
  licenceCorrectedMail,
  licenceInvoiceMail,
  licenceOfferedMail,
  licenceOverdueMail,
  licenceReadyMail,
  licenceWithdrawnMail,
} from '#lib/licences/emails/licence-mails.tsx'
import type { MailTemplate } from '#lib/mail/template.ts'
import { newDeviceMail } from '#lib/people/emails/new-device.tsx'
import { signInMail } from '#lib/people/emails/sign-in.tsx'
import { personalArchiveMail } from '#lib/privacy/emails/personal-archive.tsx'
import { staffInvitationMail } from '#lib/people/emails/staff-invitation.tsx'
import { factorMail } from '#lib/second-factor/emails/factor-mail.tsx'
import { webhookOffMail } from '#lib/webhooks/emails/webhook-off.tsx'

/** Every kind of mail the magazine sends. */
export const mailTemplates: MailTemplate[] = [
  signInMail,
  staffInvitationMail,
  newDeviceMail,
  factorMail,
  webhookOffMail,
  donationThanksMail,
  giftReceiptMail,
  giftDeliveryMail,
  secondGiftReturnedMail,
  failingGiftReplacedMail,
  refundMadeMail,
  renewalFailedMail,
  paymentActionRequiredMail,
  graceEndingMail,
  membershipLapsedMail,
  paymentRecoveredMail,
  cardExpiringMail,
  membershipWithdrawnMail,
  giftEndedMail,
  accountDeletedMail,
  giftChangedMail,
  bookPromisedMail,
  bookEarnedMail,
  bookEndedMail,
  bookBackMail,
  bookCopyHeldMail,
  bookDedicationRefusedMail,
  bookTroubleMail,
  bookAddressLocksMail,
  bookDispatchedMail,
  bookComplaintMail,
  commentNoticeMail,
  commentDigestMail,
  caseConfirmMail,
  caseReceivedMail,
  caseAnnouncedMail,
  caseLetterMail,
  caseStatementAskedMail,
  caseDeadlineMail,
  licenceOfferedMail,
  licenceInvoiceMail,
  licenceOverdueMail,
  licenceReadyMail,
  licenceCorrectedMail,
  licenceWithdrawnMail,
  caseAnsweredMail,
  newsroomMail,
  personalArchiveMail,
]
