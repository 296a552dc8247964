import { render, toPlainText } from 'react-email'
import type { z } from 'zod'

export interface RenderedMail {
  subject: string
  html: string
  text: string
}

/** One kind of mail. `render` parses the data it is given by the kind's schema. */
export interface MailTemplate {
  kind: string
  /** @throws ZodError when the data does not fit the template */
  render(data: unknown): Promise<RenderedMail>
}

/** What a module writes for one kind of mail. */
export interface MailDefinition<Data> {
  kind: string
  schema: z.ZodType<Data>
  subject(data: Data): string
  letter(data: Data): Parameters<typeof render>[0]
}

/** Defines a kind of mail. The plain text is made from the letter, so that the two never differ. */
export function defineMail<Data>({ kind, schema, subject, letter }: MailDefinition<Data>): MailTemplate {
  return {
    kind,
    async render(given) {
      const data = schema.parse(given)
      const html = await render(letter(data))
      return { subject: subject(data), html, text: toPlainText(html) }
    },
  }
}
