import { mails } from '#db/schema/platform.ts'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { defineJob } from '#lib/jobs/job.ts'

/** Forty retries over some thirty hours: a mail server that is down for a day loses nothing. */
export const sendMailJob = defineJob('mail-send', z.object({ mailId: z.uuid() }), {
  retryLimit: 40,
  retryDelay: 5,
  isQuick: true,
  atOnce: 4,
})

export interface OutgoingMail {
  /** Which template; each module lists its own in its emails/ folder. */
  kind: string
  recipient: string
  /** What the template is filled with; parsed by the template's schema when it is sent. */
  data: object
  /** One mail a key, ever: the event and the person it is for. */
  dedupeKey: string
}

/**
 * Puts a mail in the outbox, with the change that causes it; the worker sends it. A second mail with the same
 * `dedupeKey` is not written, nor one to somebody whose account is deleted.
 */
export async function postMail(ctx: Context, mail: OutgoingMail): Promise<void> {
  // Deleted accounts have addresses under a name that is nobody's (RFC 2606).
  if (mail.recipient.endsWith('.invalid')) return
  const [row] = await ctx.db
    .insert(mails)
    .values({ id: v7(), ...mail, createdAt: ctx.now })
    .onConflictDoNothing({ target: mails.dedupeKey })
    .returning({ id: mails.id })
  if (row) await ctx.queue.send(ctx.db, sendMailJob, { mailId: row.id })
}
