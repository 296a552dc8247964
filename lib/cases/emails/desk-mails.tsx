import { z } from 'zod'
import { Action, Letter, Paragraph, Quotation } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { caseIsDueAt } from '../deadlines.ts'
import { caseKinds } from '../model.ts'

const letterSchema = z.object({
  magazine: z.string(),
  reference: z.string(),
  subject: z.string(),
  text: z.string(),
  /** The private address of the case. */
  link: z.url(),
  /** Where an answer by mail comes in; null where none does. */
  replyTo: z.email().nullable(),
})

/** To the reader: what the desk writes, in its own words. */
export const caseLetterMail = defineMail({
  kind: 'case-letter',
  schema: letterSchema,
  sample: {
    magazine: 'Saltmarsh',
    reference: 'SF-2026-0042',
    subject: 'Saltmarsh: your message SF-2026-0042',
    text: 'Dear Robin Averill,\n\nYou were right: the count was on a Friday.\n\nThe managing editor, Saltmarsh',
    link: 'https://magazine.example/cases/abc.def',
    replyTo: null,
  },
  replyTo: ({ replyTo }) => replyTo,
  subject: ({ subject }) => subject,
  letter: ({ magazine, reference, text, link }) => (
    <Letter
      magazine={magazine}
      preview={text.slice(0, 120)}
      title={`About your message ${reference}`}
      footer={`You receive this mail because you wrote to the managing editor of ${magazine}. The link above is yours alone: whoever has it can read and answer.`}
    >
      <Lines text={text} />
      <Action href={link}>Read all of it, and answer</Action>
    </Letter>
  ),
})

/** To an author: what do you say to this? Nothing in it says who asks, or what they wrote. */
export const caseStatementAskedMail = defineMail({
  kind: 'case-statement-asked',
  schema: z.object({
    magazine: z.string(),
    headline: z.string(),
    passage: z.string(),
    question: z.string(),
    link: z.url(),
  }),
  sample: {
    magazine: 'Saltmarsh',
    headline: 'The town that voted for none of it',
    passage: 'On Thursday night the hall filled early.',
    question: 'How do we know that it was a Thursday?',
    link: 'https://magazine.example/statements/abc.def',
  },
  subject: ({ magazine, headline }) => `${magazine}: a question about “${headline}”`,
  letter: ({ magazine, headline, passage, question, link }) => (
    <Letter
      magazine={magazine}
      preview="The managing editor asks for your statement."
      title="The managing editor asks for your statement"
      footer={`You receive this mail as an author of ${magazine}. The link above is yours alone: whoever has it can answer for you.`}
    >
      <Paragraph>It is about “{headline}”.</Paragraph>
      {passage !== '' && <Quotation text={passage} />}
      <Lines text={question} />
      <Action href={link}>Answer</Action>
    </Letter>
  ),
})

const deadlineSchema = z.object({
  magazine: z.string(),
  reference: z.string(),
  caseKind: z.enum(caseKinds),
  caseId: z.uuid(),
  headline: z.string(),
  isLate: z.boolean(),
  /** As the magazine writes days. */
  due: z.string(),
  dueAt: z.iso.datetime(),
  link: z.url(),
})

const deadlineSample: z.output<typeof deadlineSchema> = {
  magazine: 'Saltmarsh',
  reference: 'SF-2026-0042',
  caseKind: 'correction',
  caseId: '0198a5a0-0000-7000-8000-000000000000',
  headline: 'The town that voted for none of it',
  isLate: false,
  due: '12 August 2026',
  dueAt: '2026-08-12T11:00:00.000Z',
  link: 'https://magazine.example/desk/cases/0198a5a0-0000-7000-8000-000000000000',
}

/** To whoever has a case, or to the desk: its deadline is near, or over. */
export const caseDeadlineMail = defineMail({
  kind: 'case-deadline',
  schema: deadlineSchema,
  sample: deadlineSample,
  purpose: 'desk',
  // Decided meanwhile, or given more time: then there is nothing to warn of.
  stillDue: (ctx, { caseId, dueAt }) => caseIsDueAt(ctx, caseId, new Date(dueAt)),
  subject: ({ reference, isLate, due }) => (isLate ? `${reference} is late` : `${reference} is due on ${due}`),
  letter: ({ magazine, reference, caseKind, headline, isLate, due, link }) => (
    <Letter
      magazine={magazine}
      preview={isLate ? `It was due on ${due}.` : `It is due on ${due}.`}
      title={isLate ? `${reference} is late` : `${reference} is due soon`}
      footer="Each case is warned of once before its deadline and once after it; a deadline that was moved counts anew."
    >
      <Paragraph>
        {nouns[caseKind]}
        {headline === '' ? '' : ` about “${headline}”`} {isLate ? 'was to be answered by' : 'is to be answered by'}{' '}
        {due}.
      </Paragraph>
      <Action href={link}>Open the case</Action>
    </Letter>
  ),
})

const nouns = {
  correction: 'A report of a mistake',
  right_of_reply: 'A request for a right to reply',
  republishing: 'A republishing enquiry',
} as const

function Lines({ text }: { text: string }) {
  return text.split(/\n{2,}/).map((paragraph, index) => (
    <Paragraph key={index}>
      {paragraph.split('\n').map((line, at) => (
        <span key={at}>
          {at > 0 && <br />}
          {line}
        </span>
      ))}
    </Paragraph>
  ))
}
