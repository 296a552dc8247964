import { eq } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { mails } from '#db/schema/platform.ts'
import { sendMail } from '#lib/mail/jobs.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { Letter, Paragraph } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { queuedJobs, runJobs, testContext } from '#tests/support/context.ts'
import { noOneRefuses } from './address-books.ts'
import { startSmtpServer } from './small-smtp-server.ts'

const smtp = await startSmtpServer()
afterAll(() => smtp.stop())
const ctx = await testContext({ config: { smtpUrl: smtp.url } })

const greeting = defineMail({
  kind: 'greeting',
  schema: z.object({ magazine: z.string(), name: z.string() }),
  sample: { magazine: 'Saltmarsh', name: 'Ada' },
  subject: ({ name }) => `Good morning, ${name}`,
  letter: ({ name }) => (
    <Letter magazine="Saltmarsh" preview="A greeting" title="Good morning" footer="Because you asked.">
      <Paragraph>Dear {name}, the tide is out.</Paragraph>
    </Letter>
  ),
})
const handlers = [sendMail([greeting], noOneRefuses)]

async function post(dedupeKey: string, data: object = { magazine: 'Saltmarsh', name: 'Ada' }) {
  await postMail(ctx, { kind: 'greeting', recipient: 'ada@example.org', data, dedupeKey })
}

async function rowOf(dedupeKey: string) {
  const [row] = await ctx.db.select().from(mails).where(eq(mails.dedupeKey, dedupeKey))
  if (!row) throw new Error('no such mail')
  return row
}

beforeEach(() => {
  smtp.received.length = 0
  smtp.verdict = '250 accepted'
  smtp.recipientVerdict = '250 small'
})

describe('a mail in the outbox', () => {
  test('is sent as text and HTML, and noted as sent', async () => {
    await post('morning')
    await runJobs(ctx, handlers)
    const row = await rowOf('morning')
    const [mail] = smtp.received
    expect(mail?.to).toEqual(['ada@example.org'])
    expect(mail?.message).toContain('Subject: Good morning, Ada')
    expect(mail?.message).toContain('From: Saltmarsh <post@magazine.example>')
    expect(mail?.message).toContain('Reply-To: hello@magazine.example')
    expect(mail?.message).toContain('Auto-Submitted: auto-generated')
    expect(mail?.message).toContain('text/plain')
    expect(mail?.message).toContain('text/html')
    expect(mail?.message).toContain(`Message-ID: <${row.id}@magazine.example>`)
    expect(row).toMatchObject({ sentAt: ctx.now, messageId: `<${row.id}@magazine.example>` })
  })

  test('posted twice with one key is one mail', async () => {
    await post('twice')
    await post('twice')
    await runJobs(ctx, handlers)
    expect(smtp.received).toHaveLength(1)
  })

  test('already sent is not sent again, should its job come round', async () => {
    await post('again')
    const { id } = await rowOf('again')
    await runJobs(ctx, handlers)
    await handlers[0]?.run(ctx, { mailId: id })
    expect(smtp.received).toHaveLength(1)
  })

  test('taken up by two workers at once is sent once', async () => {
    await post('race')
    const { id } = await rowOf('race')
    await Promise.all([handlers[0]?.run(ctx, { mailId: id }), handlers[0]?.run(ctx, { mailId: id })])
    expect(smtp.received).toHaveLength(1)
  })

  test('that the server refuses stays, and is sent when it accepts', async () => {
    await post('later')
    smtp.verdict = '451 try again later'
    await expect(runJobs(ctx, handlers)).rejects.toThrow('451')
    expect(await rowOf('later')).toMatchObject({ sentAt: null, problem: expect.stringContaining('451') })
    smtp.verdict = '250 accepted'
    await runJobs(ctx, handlers)
    expect(smtp.received).toHaveLength(1)
    expect(await rowOf('later')).toMatchObject({ sentAt: ctx.now, problem: null })
    expect(await queuedJobs(ctx, 'mail-send')).toEqual([])
  })

  test('whose connection breaks before the answer is sent again, the same to the letter: one mail to whoever reads', async () => {
    await post('broken')
    smtp.verdict = 'hang up'
    await expect(runJobs(ctx, handlers)).rejects.toThrow('closed')
    expect((await rowOf('broken')).sentAt).toBeNull()
    smtp.verdict = '250 accepted'
    await runJobs(ctx, handlers)
    const ids = smtp.received.map((mail) => /^Message-ID: (.+)$/im.exec(mail.message)?.[1]?.trim())
    expect(ids).toEqual([`<${(await rowOf('broken')).id}@magazine.example>`, ids[0]])
    const [first, second] = smtp.received.map((mail) => mail.message.replaceAll(/--_NmP-[^\s"]+/g, 'boundary'))
    expect(second).toBe(first)
  })

  test('refused by the server for a while at the recipient stays, too: greylisting', async () => {
    await post('greylisted')
    smtp.recipientVerdict = '450 4.7.1 come back in five minutes'
    await expect(runJobs(ctx, handlers)).rejects.toThrow('450')
    smtp.recipientVerdict = '250 small'
    await runJobs(ctx, handlers)
    expect(smtp.received).toHaveLength(1)
  })

  test('whose text the server refuses is no fault of the address: it is tried again', async () => {
    await post('policy')
    smtp.verdict = '554 5.7.1 looks like spam'
    await expect(runJobs(ctx, handlers)).rejects.toThrow('554')
    expect(await rowOf('policy')).toMatchObject({ refusedAt: null, problem: expect.stringContaining('spam') })
    smtp.verdict = '250 accepted'
    await runJobs(ctx, handlers)
  })

  test('goes nowhere else by what stands in an address', async () => {
    await postMail(ctx, {
      kind: 'greeting',
      recipient: 'a@example.org, b@example.org',
      data: { magazine: 'Saltmarsh', name: 'x' },
      dedupeKey: 'list',
    })
    const { id } = await rowOf('list')
    await handlers[0]?.run(ctx, { mailId: id }).catch(() => undefined)
    expect(smtp.received.flatMap((mail) => mail.to)).not.toContain('b@example.org')
    await ctx.db.delete(mails).where(eq(mails.id, id))
  })

  test('of an unknown kind, or with data that does not fit, fails loudly', async () => {
    await postMail(ctx, { kind: 'no-such', recipient: 'ada@example.org', data: {}, dedupeKey: 'no-such' })
    await expect(handlers[0]?.run(ctx, { mailId: (await rowOf('no-such')).id })).rejects.toThrow('no-such')
    await post('misfit', { magazine: 'Saltmarsh', name: 7 })
    await expect(handlers[0]?.run(ctx, { mailId: (await rowOf('misfit')).id })).rejects.toThrow(z.ZodError)
  })
})
