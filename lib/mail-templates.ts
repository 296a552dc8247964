import { caseAnnouncedMail, caseReceivedMail } from '#lib/cases/emails/case-mails.tsx'
import { donationThanksMail } from '#lib/donations/emails/donation-thanks.tsx'
import type { MailTemplate } from '#lib/mail/template.ts'
import { signInMail } from '#lib/people/emails/sign-in.tsx'

/** Every kind of mail the magazine sends, one line each. */
export const mailTemplates: MailTemplate[] = [signInMail, donationThanksMail, caseReceivedMail, caseAnnouncedMail]
