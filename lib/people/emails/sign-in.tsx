import { z } from 'zod'
import { Action, Code, Letter, Paragraph } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { outsideTime } from '#lib/system-time.ts'

/** The link and the code that sign somebody in. */
export const signInMail = defineMail({
  kind: 'sign-in',
  schema: z.object({
    magazine: z.string(),
    link: z.url(),
    /** Six figures. */
    code: z.string().regex(/^\d{6}$/),
    /** How long both are valid. */
    minutes: z.int().positive(),
    /** The end of that, by the clock that counts it: `outsideTime`. */
    until: z.iso.datetime(),
  }),
  sample: {
    magazine: 'Saltmarsh',
    link: 'https://magazine.example/sign-in/confirm?token=3f9c',
    code: '042137',
    minutes: 15,
    until: '2026-11-25T12:15:00.000Z',
  },
  // A link that has died on the way only confuses.
  stillDue: (ctx, { until }) => Promise.resolve(outsideTime(ctx) < new Date(until)),
  purpose: 'sign_in',
  subject: ({ magazine }) => `Sign in to ${magazine}`,
  letter: ({ magazine, link, code, minutes }) => (
    <Letter
      magazine={magazine}
      preview={`Your code is ${code}. It is valid for ${minutes} minutes.`}
      title={`Sign in to ${magazine}`}
      footer={<>If you did not ask for this, do nothing: nobody can sign in without this mail.</>}
    >
      <Paragraph>Press the button to sign in on this device.</Paragraph>
      <Action href={link}>Sign in</Action>
      <Paragraph>Reading on another device? Type this code there:</Paragraph>
      <Code>{code}</Code>
      <Paragraph>Button and code are valid for {minutes} minutes, and once only.</Paragraph>
    </Letter>
  ),
})
