import { z } from 'zod'
import { Letter, Paragraph } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { caseKinds, type CaseKind } from '../model.ts'

const receivedSchema = z.object({
  magazine: z.string(),
  reference: z.string(),
  caseKind: z.enum(caseKinds),
  /** Empty when the message is about no article in particular. */
  headline: z.string(),
  days: z.int(),
})

const sample: z.output<typeof receivedSchema> = {
  magazine: 'Saltmarsh',
  reference: 'SM-2026-0042',
  caseKind: 'correction',
  headline: 'The town that voted for none of it',
  days: 28,
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

/** What the forms ask for besides the message. */
const detailNames: Record<string, string> = {
  passage: 'The passage',
  evidence: 'How they know',
  interest: 'Who they are to the story',
  publication: 'Publication',
}

/**
 * To the reader: it arrived, and what happens now. Anybody may have typed the address, so it carries nothing that was
 * typed: the magazine is nobody's way of writing to strangers.
 */
export const caseReceivedMail = defineMail({
  kind: 'case-received',
  schema: receivedSchema,
  sample,
  subject: ({ magazine, reference }) => `${magazine}: we have your message (${reference})`,
  letter: ({ magazine, reference, caseKind, headline, days }) => (
    <Letter
      magazine={magazine}
      preview={`Your reference is ${reference}.`}
      title="We have your message"
      footer={`You receive this mail because a message to the managing editor of ${magazine} was sent with this address.`}
    >
      <Paragraph>
        {upperFirst(kindNames[caseKind])}
        {headline === '' ? '' : ` about “${headline}”`} has reached the managing editor. Its reference is {reference}.
        You will have an answer within {days} days, usually much sooner.
      </Paragraph>
      <Paragraph>If you sent no such message, somebody typed your address; there is nothing you need to do.</Paragraph>
    </Letter>
  ),
})

/** To the desk: there is a new case. */
export const caseAnnouncedMail = defineMail({
  kind: 'case-announced',
  schema: receivedSchema.extend({
    name: z.string(),
    email: z.email(),
    message: z.string(),
    details: z.record(z.string(), z.string()),
  }),
  sample: {
    ...sample,
    name: 'Robin Averill',
    email: 'robin@example.org',
    message: 'The count was on a Friday, not a Thursday.\n\nI was there, and it rained.',
    details: { passage: 'On Thursday night the hall filled early.', evidence: 'I counted.' },
  },
  purpose: 'desk',
  replyTo: ({ email }) => email,
  subject: ({ reference, caseKind, headline }) =>
    `${reference}: ${nouns[caseKind]}${headline === '' ? '' : `, “${headline}”`}`,
  letter: ({ magazine, reference, caseKind, name, email, message, details, headline, days }) => (
    <Letter
      magazine={magazine}
      preview={`From ${name}`}
      title={`New case ${reference}`}
      footer={`To be answered within ${days} days.`}
    >
      <Paragraph>
        {name} ({email}) has sent {nouns[caseKind]}
        {headline === '' ? '' : ` about “${headline}”`}:
      </Paragraph>
      <Quoted text={message} />
      {Object.entries(details)
        .filter(([, text]) => text !== '')
        .map(([name, text]) => (
          <Quoted key={name} text={`${detailNames[name] ?? name}: ${text}`} />
        ))}
    </Letter>
  ),
})

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function Quoted({ text }: { text: string }) {
  return text.split(/\n{2,}/).map((paragraph, index) => <Paragraph key={index}>{paragraph}</Paragraph>)
}
