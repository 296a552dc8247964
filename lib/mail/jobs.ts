import { eq } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import { mails } from '#db/schema/platform.ts'
import { inTransaction } from '#lib/context.ts'
import { handle, type JobHandler } from '#lib/jobs/job.ts'
import { sendMailJob } from './outbox.ts'
import type { MailTemplate } from './template.ts'

/**
 * The job that sends what lies in the outbox.
 *
 * A mail counts as sent once the mail server has accepted it. Should the process die between that and the commit,
 * it is sent again under the same Message-ID, by which mail programs and servers know it for the same (RFC 5322 §3.6.4).
 * @param templates every kind of mail there is
 */
export function sendMail(templates: readonly MailTemplate[]): JobHandler {
  const byKind = new Map(templates.map((template) => [template.kind, template]))
  return handle(sendMailJob, (ctx, { mailId }) =>
    inTransaction(ctx, async (tx) => {
      // Locked, so that a job taken up twice at once sends once.
      const [mail] = await tx.db.select().from(mails).where(eq(mails.id, mailId)).for('update')
      if (!mail || mail.sentAt !== null) return
      const template = byKind.get(mail.kind)
      if (!template) throw new Error(`no template for mails of kind ${mail.kind}`)
      const { subject, html, text } = await template.render(mail.data)
      const messageId = `<${mail.id}@${new URL(tx.config.publicUrl).hostname}>`
      // A connection for each mail: no idle ones that keep a worker from stopping or that the server has hung up on.
      const server = createTransport(tx.config.smtpUrl, {
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 30_000,
      })
      await server.sendMail({
        from: tx.config.mailFrom,
        to: { name: '', address: mail.recipient },
        subject,
        html,
        text,
        messageId,
        date: mail.createdAt,
      })
      // What it said is not kept: it may hold a sign-in code, a name, a message.
      await tx.db.update(mails).set({ sentAt: tx.now, messageId, data: {} }).where(eq(mails.id, mail.id))
    }),
  )
}
