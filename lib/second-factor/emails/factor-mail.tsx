import type { ReactNode } from 'react'
import { z } from 'zod'
import { Action, Letter, Paragraph } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'

const newsSchema = z.discriminatedUnion('what', [
  z.object({ what: z.enum(['set_up', 'renewed', 'turned_off', 'reset', 'new_codes', 'many_tries']) }),
  z.object({ what: z.literal('recovery_code_used'), left: z.int().min(0) }),
])
/** What became of somebody's second factor. */
export type FactorNews = z.infer<typeof newsSchema>

const schema = z.object({
  magazine: z.string(),
  /** Day and time in the magazine's time zone, in words. */
  at: z.string(),
  /** Where one's sessions and second factor are. */
  link: z.url(),
  news: newsSchema,
})

const notYou =
  'If it was not you, somebody reads your mail or uses a browser of yours: sign out everywhere, and tell an administrator at once.'

const words: Record<FactorNews['what'], { subject: string; text: (news: FactorNews) => ReactNode }> = {
  set_up: {
    subject: 'A second factor was set up',
    text: () => 'The desk now asks for a code of your authenticator app, once in each browser you sign in with.',
  },
  renewed: {
    subject: 'Your second factor was renewed',
    text: () =>
      'Codes of the app before, and the recovery codes before, open nothing any more. Other browsers are asked for a code of the new one.',
  },
  turned_off: {
    subject: 'Your second factor was turned off',
    text: () => 'The desk no longer asks for a code: whoever reads your mail can open it.',
  },
  reset: {
    subject: 'Your second factor was reset',
    text: () =>
      'An administrator has taken your second factor away, as when a phone is lost, and signed you out everywhere. Sign in by mail and set up another.',
  },
  new_codes: {
    subject: 'You have new recovery codes',
    text: () => 'Ten new ones were made. The recovery codes before open nothing any more: throw them away.',
  },
  recovery_code_used: {
    subject: 'A recovery code was used',
    text: (news) =>
      news.what === 'recovery_code_used' && news.left > 0
        ? `It opened the desk in place of your app, and is good for nothing more. You have ${news.left} left.`
        : 'It opened the desk in place of your app, and was the last one. Make new ones now, while you are signed in.',
  },
  many_tries: {
    subject: 'Many wrong codes were tried',
    text: () =>
      'Somebody who was signed in as you tried code after code of your authenticator app, and was stopped. To get so far they must have read a sign-in mail of yours.',
  },
}

/** To somebody of the staff, after anything about their second factor. */
export const factorMail = defineMail<z.infer<typeof schema>>({
  kind: 'second-factor',
  schema,
  sample: {
    magazine: 'Saltmarsh',
    at: 'Wednesday, 15 July 2026 at 12:00',
    link: 'https://magazine.example/account/security',
    news: { what: 'recovery_code_used', left: 9 },
  },
  // To who must hear of it, above all where mail to them has come back.
  purpose: 'sign_in',
  subject: ({ magazine, news }) => `${words[news.what].subject} at ${magazine}`,
  letter: ({ magazine, at, link, news }) => (
    <Letter
      magazine={magazine}
      preview={`${at}. If it was not you, act now.`}
      title={words[news.what].subject}
      footer={<>You work for {magazine} with this address. Of what opens the desk we always write to you.</>}
    >
      <Paragraph>{words[news.what].text(news)}</Paragraph>
      <Paragraph>It happened on {at}.</Paragraph>
      <Paragraph>{notYou}</Paragraph>
      <Action href={link}>Look at your sign-ins</Action>
    </Letter>
  ),
})
