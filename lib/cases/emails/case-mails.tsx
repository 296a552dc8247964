import { z } from 'zod'
import { Action, Letter, Paragraph, Quotation } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { caseKinds, detailLines, type CaseKind } from '../model.ts'

const caseSchema = z.object({
  magazine: z.string(),
  reference: z.string(),
  caseKind: z.enum(caseKinds),
  /** Empty when the message is about no article in particular. */
  headline: z.string(),
  days: z.int(),
  /** The reader's private page, or the desk's. */
  link: z.url(),
})

const sample: z.output<typeof caseSchema> = {
  magazine: 'Saltmarsh',
  reference: 'SM-2026-0042',
  caseKind: 'correction',
  headline: 'The town that voted for none of it',
  days: 28,
  link: 'https://magazine.example/cases/secret',
}

const kindNames: Record<CaseKind, string> = {
  correction: 'your report of a mistake',
  right_of_reply: 'your request for a right to reply',
  republishing: 'your republishing enquiry',
}

const nouns: Record<CaseKind, string> = {
  correction: 'a report of a mistake',
  right_of_reply: 'a request for a right to reply',
  republishing: 'a republishing enquiry',
}

/**
 * To whoever's address a form was sent with: nothing happens until it is confirmed. Anybody may have typed the address, so
 * it carries nothing that was typed: the magazine is nobody's way of writing to strangers.
 */
export const caseConfirmMail = defineMail({
  kind: 'case-confirm',
  schema: z.object({ magazine: z.string(), caseKind: z.enum(caseKinds), link: z.url() }),
  sample: {
    magazine: sample.magazine,
    caseKind: sample.caseKind,
    link: 'https://magazine.example/contact/confirm/secret',
  },
  // Somebody waits for it.
  purpose: 'sign_in',
  subject: ({ magazine }) => `${magazine}: please confirm your message to the managing editor`,
  letter: ({ magazine, caseKind, link }) => (
    <Letter
      magazine={magazine}
      preview="One step is left before the managing editor reads it."
      title="Please confirm your message"
      footer="If you sent no such message, somebody typed your address. Do nothing: what they wrote is removed after seven days, and nobody reads it."
    >
      <Paragraph>
        Was it you who sent {nouns[caseKind]} to the managing editor of {magazine}? Then confirm that this is your
        address, and the managing editor reads it.
      </Paragraph>
      <Action href={link}>Confirm and send</Action>
    </Letter>
  ),
})

/** To the reader, whose address is confirmed: it arrived, what happens now, and where to follow it. */
export const caseReceivedMail = defineMail({
  kind: 'case-received',
  schema: caseSchema.extend({ replyTo: z.email().nullable() }),
  sample: { ...sample, replyTo: null },
  replyTo: ({ replyTo }) => replyTo,
  subject: ({ magazine, reference }) => `${magazine}: we have your message (${reference})`,
  letter: ({ magazine, reference, caseKind, headline, days, link, replyTo }) => (
    <Letter
      magazine={magazine}
      preview={`Your reference is ${reference}.`}
      title="We have your message"
      footer={`You receive this mail because a message to the managing editor of ${magazine} was confirmed with this address.`}
    >
      <Paragraph>
        {upperFirst(kindNames[caseKind])}
        {headline === '' ? '' : ` about “${headline}”`} has reached the managing editor. Its reference is {reference}.
        You will have an answer within {days} days, usually much sooner.
      </Paragraph>
      <Paragraph>
        On a page that only you have the address of, you can see where it stands and add what you have forgotten. Keep
        this mail: whoever has the address can do the same.
      </Paragraph>
      <Action href={link}>Follow your message</Action>
      {replyTo !== null && <Paragraph>You can also simply answer this mail.</Paragraph>}
    </Letter>
  ),
})

/** To the desk: there is a new case. */
export const caseAnnouncedMail = defineMail({
  kind: 'case-announced',
  schema: caseSchema.extend({
    name: z.string(),
    email: z.email(),
    message: z.string(),
    details: z.record(z.string(), z.string()),
    /** Names of the files that came with it. */
    files: z.array(z.string()),
  }),
  sample: {
    ...sample,
    link: 'https://magazine.example/desk/cases/0',
    name: 'Robin Averill',
    email: 'robin@example.org',
    message: 'The count was on a Friday, not a Thursday.\n\nI was there, and it rained.',
    details: { passage: 'On Thursday night the hall filled early.', evidence: 'I counted.' },
    files: ['tally.pdf'],
  },
  purpose: 'desk',
  subject: ({ reference, caseKind, headline }) =>
    `${reference}: ${nouns[caseKind]}${headline === '' ? '' : `, “${headline}”`}`,
  letter: ({ magazine, reference, caseKind, name, email, message, details, files, headline, days, link }) => (
    <Letter
      magazine={magazine}
      preview={`From ${name}`}
      title={`New case ${reference}`}
      footer={`To be answered within ${days} days. Answer from the desk, so that your letter is on record.`}
    >
      <Paragraph>
        {name} ({email}) has sent {nouns[caseKind]}
        {headline === '' ? '' : ` about “${headline}”`}:
      </Paragraph>
      {message !== '' && <Quotation text={message} />}
      {detailLines(details).map(({ label, text }) => (
        <Quotation key={label} text={`${label}: ${text}`} />
      ))}
      {files.length > 0 && <Paragraph>With it came: {files.join(', ')}</Paragraph>}
      <Action href={link}>Open it at the desk</Action>
    </Letter>
  ),
})

/** To whoever works on the case: the reader has written again. */
export const caseAnsweredMail = defineMail({
  kind: 'case-answered',
  schema: z.object({
    magazine: z.string(),
    reference: z.string(),
    name: z.string(),
    text: z.string(),
    files: z.array(z.string()),
    /** Names of files that were not taken. */
    refused: z.string(),
    link: z.url(),
    /** The address a mail came from that is not the reader's; empty for the reader's own. */
    stranger: z.string(),
  }),
  sample: {
    magazine: sample.magazine,
    reference: sample.reference,
    name: 'Robin Averill',
    text: 'I have found the programme of that evening.',
    files: ['programme.pdf'],
    refused: '',
    link: 'https://magazine.example/desk/cases/0',
    stranger: '',
  },
  purpose: 'desk',
  subject: ({ reference, name }) => `${reference}: ${name} has written`,
  letter: ({ magazine, reference, name, text, files, refused, link, stranger }) => (
    <Letter
      magazine={magazine}
      preview={`From ${name}`}
      title={`A letter came to case ${reference}`}
      footer="Answer from the desk, so that your letter is on record."
    >
      <Paragraph>
        {stranger === ''
          ? `${name} has written:`
          : `A mail came from ${stranger}, which is not the address of ${name}. Make sure who wrote it before you act on it:`}
      </Paragraph>
      {text !== '' && <Quotation text={text} />}
      {files.length > 0 && <Paragraph>With it came: {files.join(', ')}</Paragraph>}
      {refused !== '' && <Paragraph>Not taken, because of what they are or how large: {refused}</Paragraph>}
      <Action href={link}>Open it at the desk</Action>
    </Letter>
  ),
})

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
