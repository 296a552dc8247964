import { render, toPlainText } from 'react-email'
import type { z } from 'zod'
import type { Context } from '#lib/context.ts'

export interface RenderedMail {
  /** Whose name stands as the sender's: the magazine's. */
  from: string
  /** Where an answer goes; null for the magazine's own address. */
  replyTo: string | null
  /** The address at which one request ends mails like this one; null for those that cannot be ended. */
  unsubscribe: string | null
  subject: string
  html: string
  text: string
}

/**
 * What a mail is for, which decides what becomes of it when mail to its address comes back: see
 * docs/decisions/refused-addresses.md.
 */
export type MailPurpose = 'sign_in' | 'payment' | 'notice' | 'desk'

/** One kind of mail. What it is given as data is parsed by the kind's schema. */
export interface MailTemplate {
  kind: string
  purpose: MailPurpose
  /** Data it could be filled with, for looking at it and for tests. */
  sample: unknown
  /** @throws ZodError when the data does not fit the template */
  render(data: unknown): Promise<RenderedMail>
  /** Whether there is still a reason to send it; asked just before. */
  stillDue(ctx: Context, data: unknown): Promise<boolean>
}

/** What a module writes for one kind of mail. */
export interface MailDefinition<Data extends { magazine: string }> {
  kind: string
  schema: z.ZodType<Data>
  sample: Data
  /** A notice unless it says otherwise. */
  purpose?: MailPurpose
  /** Where an answer goes; without it, or where it says null, to the magazine. */
  replyTo?(data: Data): string | null
  /** Ends mails like this one at one POST (RFC 8058); without it, or where it says null, they cannot be ended. */
  unsubscribe?(data: Data): string | null
  /** Without it a mail, once posted, is sent. */
  stillDue?(ctx: Context, data: Data): Promise<boolean>
  subject(data: Data): string
  letter(data: Data): Parameters<typeof render>[0]
}

/** Defines a kind of mail. The plain text is made from the letter, so that the two never differ. */
export function defineMail<Data extends { magazine: string }>(definition: MailDefinition<Data>): MailTemplate {
  const { kind, schema, sample, purpose = 'notice', replyTo, unsubscribe, stillDue, subject, letter } = definition
  return {
    kind,
    purpose,
    sample,
    async render(given) {
      const data = schema.parse(given)
      const html = await render(letter(data))
      return {
        from: data.magazine,
        replyTo: replyTo?.(data) ?? null,
        unsubscribe: unsubscribe?.(data) ?? null,
        subject: subject(data),
        html,
        text: toPlainText(html),
      }
    },
    async stillDue(ctx, given) {
      return stillDue === undefined || stillDue(ctx, schema.parse(given))
    },
  }
}
