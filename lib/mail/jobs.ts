import { and, desc, eq, isNotNull, sql } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import { mails } from '#db/schema/platform.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { handle, type JobHandler } from '#lib/jobs/job.ts'
import { messageWithoutValues } from '#lib/log.ts'
import { sendMailJob } from './outbox.ts'
import { refusedForGood, type AddressBook } from './refusals.ts'
import type { MailTemplate, RenderedMail } from './template.ts'

type Mail = typeof mails.$inferSelect

/**
 * The job that sends what lies in the outbox.
 *
 * A mail counts as sent once the mail server has accepted it. Should the process die or the connection break between
 * that and the commit, it is sent again, the same to the letter and under the same Message-ID, by which mail programs
 * and servers know it for the same (RFC 5322 §3.6.4). What fails is tried again by the job's rule; only an address that
 * takes no mail is not.
 * @param templates every kind of mail there is
 * @param addresses who remembers the addresses that take none
 */
export function sendMail(templates: readonly MailTemplate[], addresses: AddressBook): JobHandler {
  const byKind = new Map(templates.map((template) => [template.kind, template]))
  return handle(sendMailJob, async (ctx, { mailId }) => {
    try {
      await inTransaction(ctx, async (tx) => {
        // Locked, so that a job taken up twice at once sends once.
        const [mail] = await tx.db.select().from(mails).where(eq(mails.id, mailId)).for('update')
        if (!mail || mail.sentAt !== null || mail.refusedAt !== null) return
        const template = byKind.get(mail.kind)
        if (!template) throw new Error(`no template for mails of kind ${mail.kind}`)
        if (await mayBeSent(tx, mail, template, addresses)) await offer(tx, mail, template, addresses)
      })
    } catch (error) {
      await ctx.db
        .update(mails)
        .set({ problem: messageWithoutValues(error).slice(0, 500) })
        .where(eq(mails.id, mailId))
      throw error
    }
  })
}

/** Whether a mail is to be offered to the mail server now; one that is not is withdrawn, or put off. */
async function mayBeSent(tx: Context, mail: Mail, template: MailTemplate, addresses: AddressBook): Promise<boolean> {
  if (!(await template.stillDue(tx, mail.data))) return withdraw(tx, mail, 'Not sent: its reason had passed.')
  if (template.purpose === 'sign_in' || template.purpose === 'desk') return true
  if (!(await addresses.isRefused(tx, mail.recipient))) return true
  if (template.purpose === 'notice') return withdraw(tx, mail, 'Not sent: mail to this address comes back.')
  const again = await nextTry(tx, mail.recipient)
  if (again <= tx.now) return true
  await tx.queue.send(tx.db, sendMailJob, { mailId: mail.id }, { startAfter: again })
  return false
}

/** An address that sends mail back is bothered once a day. */
async function nextTry(tx: Context, recipient: string): Promise<Date> {
  const tried = sql<Date>`greatest(${mails.sentAt}, ${mails.refusedAt})`.mapWith(mails.sentAt)
  const [last] = await tx.db
    .select({ at: tried })
    .from(mails)
    .where(and(eq(mails.recipient, recipient), isNotNull(mails.messageId)))
    .orderBy(desc(tried))
    .limit(1)
  return last ? after(last.at, day) : tx.now
}

async function withdraw(tx: Context, mail: Mail, problem: string): Promise<false> {
  await tx.db.update(mails).set({ refusedAt: tx.now, problem, data: {} }).where(eq(mails.id, mail.id))
  return false
}

async function offer(tx: Context, mail: Mail, template: MailTemplate, addresses: AddressBook): Promise<void> {
  const messageId = `<${mail.id}@${new URL(tx.config.publicUrl).hostname}>`
  try {
    await handOver(tx, mail, messageId, await template.render(mail.data))
  } catch (error) {
    const because = refusedForGood(error)
    if (because === null) throw error
    tx.log.warn({ event: 'mail refused', kind: mail.kind, mailId: mail.id, because }, 'an address takes no mail')
    await addresses.noteRefused(tx, mail.recipient, because)
    await tx.db
      .update(mails)
      .set({ refusedAt: tx.now, problem: because, messageId, data: {} })
      .where(eq(mails.id, mail.id))
    return
  }
  // What it said is not kept: it may hold a sign-in code, a name, a message.
  await tx.db.update(mails).set({ sentAt: tx.now, problem: null, messageId, data: {} }).where(eq(mails.id, mail.id))
}

async function handOver(ctx: Context, mail: Mail, messageId: string, rendered: RenderedMail): Promise<void> {
  const { from, replyTo, unsubscribe, subject, html, text } = rendered
  // A connection for each mail: no idle ones that keep a worker from stopping or that the server has hung up on.
  const server = createTransport(ctx.config.smtpUrl, {
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    // A server may think about a message for long. Whoever hangs up on it sends again what it then delivers twice: RFC 5321
    // §4.5.3.2 has the sender wait five minutes for most answers, and ten for the last.
    socketTimeout: 10 * 60_000,
  })
  await server.sendMail({
    from: { name: from, address: addressIn(ctx.config.mailFrom) },
    to: { name: '', address: mail.recipient },
    replyTo: replyTo ?? ctx.config.mailReplyTo,
    subject,
    html,
    text,
    messageId,
    date: mail.createdAt,
    headers: {
      // RFC 3834 and its like at Microsoft: nobody's holiday notice answers a machine.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      // RFC 2369, and RFC 8058 for the one click.
      ...(unsubscribe !== null && {
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  })
}

/** `Saltmarsh <post@magazine.example>` or the bare address; the name is the magazine's own, from its settings. */
function addressIn(sender: string): string {
  return /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender
}
