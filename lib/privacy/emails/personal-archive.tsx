import { z } from 'zod'
import { Action, Letter, Paragraph, TextLink } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'

/** What is kept about somebody has been put together, and can be fetched. */
export const personalArchiveMail = defineMail({
  kind: 'personal-archive',
  // Goes out also where notices come back: somebody waits for it by right.
  purpose: 'payment',
  schema: z.object({
    magazine: z.string(),
    site: z.url(),
    link: z.url(),
    hasAccount: z.boolean(),
    days: z.int(),
  }),
  sample: {
    magazine: 'Saltmarsh',
    site: 'https://magazine.example',
    link: 'https://magazine.example/account/privacy',
    hasAccount: true,
    days: 7,
  },
  subject: ({ magazine }) => `What ${magazine} keeps about you is ready`,
  letter: ({ magazine, site, link, hasAccount, days }) => (
    <Letter
      magazine={magazine}
      preview={`You can fetch it for ${days} days.`}
      title="What we keep about you"
      footer={
        <>
          If you did not ask for this, <TextLink href={`${site}/contact/managing-editor`}>write to us</TextLink>.
        </>
      }
    >
      <Paragraph>
        Everything that {magazine} has on record about you has been put together in one archive: a page to read, and the
        same as files for software.
      </Paragraph>
      <Action href={link}>Fetch it</Action>
      <Paragraph>
        It can be fetched for {days} days and is removed then.{' '}
        {hasAccount
          ? 'You need to be signed in with this address.'
          : 'Keep this mail to yourself: whoever has the link can fetch it.'}
      </Paragraph>
    </Letter>
  ),
})
