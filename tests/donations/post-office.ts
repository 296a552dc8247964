import { and, eq, isNotNull } from 'drizzle-orm'
import { afterAll } from 'vitest'
import { mails } from '#db/schema/platform.ts'
import type { Context } from '#lib/context.ts'
import { mailTemplates } from '#lib/mail-templates.ts'
import { sendMail } from '#lib/mail/jobs.ts'
import { mailRefusals } from '#lib/people/mail-refusals.ts'
import { startSmtpServer } from '#tests/mail/small-smtp-server.ts'
import { runJobs } from '#tests/support/context.ts'

/** Sends what lies in the outbox to a mail server of its own. */
export async function openPostOffice() {
  const smtp = await startSmtpServer()
  afterAll(() => smtp.stop())
  const sending = sendMail(mailTemplates, mailRefusals)
  const seen: { kind: string; to: string; text: string }[] = []

  return {
    /** Sends everything that is due. @returns the kinds that reached somebody by this, oldest first; thanks left out */
    async deliver(given: Context, recipient: string): Promise<string[]> {
      const ctx = { ...given, config: { ...given.config, smtpUrl: smtp.url } }
      smtp.received.length = 0
      await runJobs(ctx, [sending])
      const rows = await ctx.db
        .select({ kind: mails.kind, messageId: mails.messageId })
        .from(mails)
        .where(and(eq(mails.recipient, recipient), isNotNull(mails.sentAt)))
      const now = smtp.received.flatMap(({ message, to }) => {
        const id = /^Message-ID: (.+)$/im.exec(message)?.[1]?.trim()
        const kind = rows.find(({ messageId }) => messageId === id)?.kind
        return kind === undefined || kind === 'donation-thanks'
          ? []
          : [{ kind, to: to[0] ?? '', text: decoded(message) }]
      })
      seen.push(...now)
      return now.map(({ kind }) => kind)
    },

    /** The text of the last mail of a kind that was delivered. */
    text(kind: string): string {
      return seen.findLast((mail) => mail.kind === kind)?.text ?? ''
    },
  }
}

/** Undoes quoted-printable (RFC 2045 §6.7), and joins lines. */
function decoded(message: string): string {
  const bytes = message
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'))
  return bytes.replaceAll(/\s+/g, ' ')
}
