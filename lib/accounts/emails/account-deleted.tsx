import { z } from 'zod'
import { Letter, Paragraph, TextLink } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'

/** The last mail to an address: its account is deleted. */
export const accountDeletedMail = defineMail({
  kind: 'account-deleted',
  purpose: 'payment',
  schema: z.object({
    magazine: z.string(),
    /** Where the magazine is: its address without a slash at the end. */
    site: z.url(),
  }),
  sample: { magazine: 'Saltmarsh', site: 'https://magazine.example' },
  subject: ({ magazine }) => `Your account at ${magazine} is deleted`,
  letter: ({ magazine, site }) => (
    <Letter
      magazine={magazine}
      preview="Your name and address are removed, and nothing more will be charged."
      title="Your account is deleted"
      footer={
        <>
          This is the last mail to this address. If it was not you who asked for it,{' '}
          <TextLink href={`${site}/contact/managing-editor`}>write to us</TextLink>.
        </>
      }
    >
      <Paragraph>
        Your name and address are removed from {magazine}. If you gave regularly, that has ended, and nothing more will
        be charged.
      </Paragraph>
      <Paragraph>
        What you gave stays in our accounts, without your name, because the law asks us to keep it for six years after
        the financial year. Comments stay where you wrote them, without your name. Letters to the managing editor and
        licences to republish stay on record for their time.
      </Paragraph>
      <Paragraph>Thank you for reading.</Paragraph>
    </Letter>
  ),
})
