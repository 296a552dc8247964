import { z } from 'zod'
import { Action, Letter, Paragraph } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'

/** To somebody of the staff, who has signed in with a browser that was not known. */
export const newDeviceMail = defineMail({
  kind: 'new-device',
  schema: z.object({
    magazine: z.string(),
    /** What the browser says of itself, in words. */
    device: z.string(),
    /** Day and time in the magazine's time zone, in words. */
    at: z.string(),
    /** Where one's sessions are. */
    link: z.url(),
  }),
  sample: {
    magazine: 'Saltmarsh',
    device: 'Firefox on Windows',
    at: 'Wednesday, 15 July 2026 at 12:00',
    link: 'https://magazine.example/account/security',
  },
  purpose: 'sign_in',
  subject: ({ magazine }) => `A new device at your ${magazine} account`,
  letter: ({ magazine, device, at, link }) => (
    <Letter
      magazine={magazine}
      preview={`${device}, ${at}. If it was you, there is nothing to do.`}
      title="A new device"
      footer={<>You work for {magazine} with this address. Of every browser you sign in with first we write to you.</>}
    >
      <Paragraph>Somebody signed in to your account with a browser that has not done so before:</Paragraph>
      <Paragraph>
        <strong>{device}</strong>, on {at}.
      </Paragraph>
      <Paragraph>
        If it was you, there is nothing to do. If not, somebody reads your mail: end that session, change the password
        of your mailbox, and tell an administrator.
      </Paragraph>
      <Action href={link}>Look at your sign-ins</Action>
    </Letter>
  ),
})
