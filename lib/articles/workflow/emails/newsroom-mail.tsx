import { z } from 'zod'
import { Action, Letter, Paragraph, Quotation } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'

/** What happened, in the words of a mail's subject and of its first sentence. */
const happenings = {
  submitted: { subject: 'Submitted', sentence: 'has been submitted, and waits for an editor.' },
  sent_back: { subject: 'Sent back', sentence: 'has been sent back to you.' },
  published: { subject: 'Published', sentence: 'has been published.' },
  taken_down: { subject: 'Taken down', sentence: 'has been taken down: readers no longer see it.' },
  assigned: { subject: 'Assigned to you', sentence: 'waits for you now.' },
  remarks: { subject: 'Remarks', sentence: 'has remarks that you have not seen.' },
} as const

const happeningSchema = z.enum(['submitted', 'sent_back', 'published', 'taken_down', 'assigned', 'remarks'])
export type Happening = z.infer<typeof happeningSchema>

/** To an author or an editor: something happened to an article that is theirs. */
export const newsroomMail = defineMail({
  kind: 'newsroom',
  schema: z.object({
    magazine: z.string(),
    happening: happeningSchema,
    headline: z.string(),
    /** Who did it; empty when the schedule did. */
    by: z.string(),
    /** What was said of it, each text with who said it. */
    notes: z.array(z.object({ by: z.string(), about: z.string(), text: z.string() })),
    link: z.url(),
  }),
  sample: {
    magazine: 'Saltmarsh',
    happening: 'sent_back' as const,
    headline: 'The town that voted for none of it',
    by: 'Edwina Strand',
    notes: [{ by: 'Edwina Strand', about: '', text: 'Who counted? The second paragraph does not say.' }],
    link: 'https://magazine.example/desk/articles/0198a5a0-0000-7000-8000-000000000000',
  },
  purpose: 'desk',
  subject: ({ happening, headline }) => `${happenings[happening].subject}: ${headline}`,
  letter: ({ magazine, happening, headline, by, notes, link }) => (
    <Letter
      magazine={magazine}
      preview={`“${headline}” ${happenings[happening].sentence}`}
      title={`${happenings[happening].subject}: ${headline}`}
      footer={`You receive this mail because you work on this article at ${magazine}.`}
    >
      <Paragraph>
        “{headline}” {happenings[happening].sentence}
        {by !== '' && ` By ${by}.`}
      </Paragraph>
      {notes.map((note, index) => (
        <Note key={index} {...note} />
      ))}
      <Action href={link}>Open the article</Action>
    </Letter>
  ),
})

function Note({ by, about, text }: { by: string; about: string; text: string }) {
  return (
    <>
      <Paragraph>
        {by === '' ? 'Somebody' : by}
        {about === '' ? ':' : ` on “${about}”:`}
      </Paragraph>
      <Quotation text={text} />
    </>
  )
}
