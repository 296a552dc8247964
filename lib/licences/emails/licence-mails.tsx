import { z } from 'zod'
import { Action, Letter, Paragraph, Quotation } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'

const schema = z.object({
  magazine: z.string(),
  reference: z.string(),
  contactName: z.string(),
  headline: z.string(),
  publication: z.string(),
  /** In words; empty when it is free. */
  cost: z.string(),
  /** The day until which the offer is open. */
  until: z.string(),
  /** The day by which the invoice is due; empty while there is none. */
  due: z.string(),
  /** The licensee's own page: the terms, the answer, the text. */
  link: z.url(),
  /** Where an answer comes to the enquiry's case; null for the magazine's own address. */
  replyTo: z.email().nullable(),
})

const sample: z.output<typeof schema> = {
  magazine: 'Saltmarsh',
  reference: 'LI-2026-0007',
  contactName: 'Ines Corrigan',
  headline: 'The town that voted for none of it',
  publication: 'The Invermorrow Observer',
  cost: '£120',
  until: '29 December 2026',
  due: '13 December 2026',
  link: 'https://magazine.example/republish/token',
  replyTo: null,
}

const footer = (magazine: string, reference: string) =>
  `You receive this mail because of ${reference}, a licence to republish an article of ${magazine}.`

/** To whoever enquired: the terms are there to be read and answered. */
export const licenceOfferedMail = defineMail({
  kind: 'licence-offered',
  schema: schema.extend({ message: z.string() }),
  sample: { ...sample, message: 'Thank you for asking.\n\nThe photographs are not ours to license.' },
  replyTo: ({ replyTo }) => replyTo,
  subject: ({ magazine, headline }) => `${magazine}: terms to republish “${headline}”`,
  letter: ({ magazine, reference, contactName, headline, publication, cost, until, link, message }) => (
    <Letter
      magazine={magazine}
      preview={`Open until ${until}.`}
      title="Terms to republish"
      footer={footer(magazine, reference)}
    >
      <Paragraph>
        Dear {contactName}, you may republish “{headline}” in {publication},{' '}
        {cost === '' ? 'free of charge and with a credit' : `for a fee of ${cost} and with a credit`}. The terms are on
        a page of your own, where you accept or decline them. They are open until {until}; the reference is {reference}.
      </Paragraph>
      {message !== '' && <Quotation text={message} />}
      <Action href={link}>Read the terms</Action>
      <Paragraph>The address is for you alone: whoever has it can answer for you.</Paragraph>
    </Letter>
  ),
})

const toPay = schema.extend({ payAt: z.string() })

/** The terms were accepted, and there is an invoice. */
export const licenceInvoiceMail = defineMail({
  kind: 'licence-invoice',
  schema: toPay,
  sample: { ...sample, payAt: 'https://invoice.example/i/1' },
  purpose: 'payment',
  replyTo: ({ replyTo }) => replyTo,
  subject: ({ magazine, reference, cost }) => `${magazine}: invoice over ${cost} for ${reference}`,
  letter: ({ magazine, reference, headline, publication, cost, due, link, payAt }) => (
    <Letter
      magazine={magazine}
      preview={`Due on ${due}.`}
      title={`Please pay ${cost}`}
      footer={footer(magazine, reference)}
    >
      <Paragraph>
        Thank you for accepting the terms to republish “{headline}” in {publication}. The invoice over {cost} is due on{' '}
        {due}. As soon as it is paid, the text is yours.
      </Paragraph>
      <Action href={payAt === '' ? link : payAt}>Pay the invoice</Action>
    </Letter>
  ),
})

/** It was not paid in time; once. */
export const licenceOverdueMail = defineMail({
  kind: 'licence-overdue',
  schema: toPay,
  sample: { ...sample, payAt: 'https://invoice.example/i/1' },
  purpose: 'payment',
  replyTo: ({ replyTo }) => replyTo,
  subject: ({ magazine, reference }) => `${magazine}: the invoice for ${reference} is overdue`,
  letter: ({ magazine, reference, headline, cost, due, link, payAt }) => (
    <Letter
      magazine={magazine}
      preview={`It was due on ${due}.`}
      title="An invoice is overdue"
      footer={footer(magazine, reference)}
    >
      <Paragraph>
        The invoice over {cost} for republishing “{headline}” was due on {due} and has not been paid. Until it is, the
        article may not be republished. If you no longer want it, please tell us by answering this mail.
      </Paragraph>
      <Action href={payAt === '' ? link : payAt}>Pay the invoice</Action>
    </Letter>
  ),
})

/** The text is there to be fetched. */
export const licenceReadyMail = defineMail({
  kind: 'licence-ready',
  schema,
  sample,
  replyTo: ({ replyTo }) => replyTo,
  subject: ({ magazine, headline }) => `${magazine}: the text of “${headline}” for you`,
  letter: ({ magazine, reference, headline, publication, cost, link }) => (
    <Letter
      magazine={magazine}
      preview="As HTML and as plain text, with the credit."
      title="You may republish it"
      footer={footer(magazine, reference)}
    >
      <Paragraph>
        {cost === '' ? 'Thank you for accepting the terms.' : `Thank you: your payment of ${cost} has arrived.`} You may
        republish “{headline}” in {publication}. The text is on your page, as HTML and as plain text, with the credit
        that belongs under it.
      </Paragraph>
      <Action href={link}>Get the text</Action>
      <Paragraph>
        Should we correct the article, we will write to you: what you have published is then to be corrected too.
      </Paragraph>
    </Letter>
  ),
})

/** The article was corrected, and so is to be what was made of it. */
export const licenceCorrectedMail = defineMail({
  kind: 'licence-corrected',
  schema: schema.extend({
    /** Correction, Clarification, Right of reply, … */
    what: z.string(),
    note: z.string(),
    changes: z.array(z.object({ before: z.string(), after: z.string() })),
    article: z.url(),
  }),
  sample: {
    ...sample,
    what: 'Correction',
    note: 'The ferry left at six, not at seven as we wrote.',
    changes: [{ before: 'The ferry left at seven.', after: 'The ferry left at six.' }],
    article: 'https://magazine.example/articles/the-town',
  },
  replyTo: ({ replyTo }) => replyTo,
  subject: ({ magazine, headline, what }) => `${magazine}: ${what} to “${headline}”`,
  letter: ({ magazine, reference, headline, publication, what, note, changes, article, link }) => (
    <Letter
      magazine={magazine}
      preview="Please do the same to what you have published."
      title={what}
      footer={footer(magazine, reference)}
    >
      <Paragraph>
        We have published this on “{headline}”, which you republished in {publication}. Please do the same there, and
        tell your readers of it as we tell ours ({article}):
      </Paragraph>
      <Quotation text={note} />
      {changes.map(({ before, after }, index) => (
        <div key={index}>
          <Paragraph>{before === '' ? 'This is new:' : 'It said:'}</Paragraph>
          {before !== '' && <Quotation text={before} />}
          {before !== '' && <Paragraph>{after === '' ? 'This is gone.' : 'It now says:'}</Paragraph>}
          {after !== '' && <Quotation text={after} />}
        </div>
      ))}
      <Action href={link}>Get the new text</Action>
    </Letter>
  ),
})

/** The desk took it back. */
export const licenceWithdrawnMail = defineMail({
  kind: 'licence-withdrawn',
  schema: schema.extend({ reason: z.string(), ended: z.boolean() }),
  sample: { ...sample, reason: 'The article is being looked into.', ended: false },
  replyTo: ({ replyTo }) => replyTo,
  subject: ({ magazine, reference }) => `${magazine}: ${reference} has been withdrawn`,
  letter: ({ magazine, reference, headline, publication, reason, ended }) => (
    <Letter
      magazine={magazine}
      preview={ended ? 'The licence has ended.' : 'The offer is no longer open.'}
      title={ended ? 'Your licence has ended' : 'Our offer is withdrawn'}
      footer={footer(magazine, reference)}
    >
      <Paragraph>
        {ended
          ? `The licence to republish “${headline}” in ${publication} has ended: please take it down, and do not publish it again.`
          : `You can no longer republish “${headline}” in ${publication}; an invoice that is open need not be paid.`}{' '}
        The reason:
      </Paragraph>
      <Quotation text={reason} />
    </Letter>
  ),
})
