import { eq } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { people } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import type { Context } from '#lib/context.ts'
import { mailTemplates } from '#lib/mail-templates.ts'
import { sendMail } from '#lib/mail/jobs.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { defineMail } from '#lib/mail/template.ts'
import { refusedForGood } from '#lib/mail/refusals.ts'
import { mailRefusals, noteMailArrives } from '#lib/people/mail-refusals.ts'
import { queuedJobs, runJobs, testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { startSmtpServer } from './small-smtp-server.ts'

const smtp = await startSmtpServer()
afterAll(() => smtp.stop())
const ctx = await testContext({ config: { smtpUrl: smtp.url } })
const handlers = [sendMail(mailTemplates, mailRefusals)]
const noSuchUser = '550 5.1.1 no such user here'

beforeEach(() => {
  smtp.received.length = 0
  smtp.recipientVerdict = '250 small'
})

function later(hours: number): Context {
  return { ...ctx, now: new Date(ctx.now.getTime() + hours * 60 * 60 * 1000) }
}

async function post(at: Context, kind: string, recipient: string): Promise<string> {
  const dedupeKey = crypto.randomUUID()
  const data = mailTemplates.find((template) => template.kind === kind)?.sample
  if (typeof data !== 'object' || data === null) throw new Error(`no sample of ${kind}`)
  await postMail(at, { kind, recipient, data, dedupeKey })
  return dedupeKey
}

async function rowOf(dedupeKey: string) {
  const [row] = await ctx.db.select().from(mails).where(eq(mails.dedupeKey, dedupeKey))
  if (!row) throw new Error('no such mail')
  return row
}

async function markOf(id: string) {
  const [row] = await ctx.db
    .select({ at: people.mailRefusedAt, because: people.mailRefusedBecause })
    .from(people)
    .where(eq(people.id, id))
  return row
}

/** Somebody whose address has just sent a mail back. */
async function refused() {
  const person = await makePerson(ctx)
  smtp.recipientVerdict = noSuchUser
  const first = await post(ctx, 'donation-thanks', person.email)
  await runJobs(ctx, handlers)
  smtp.recipientVerdict = '250 small'
  return { ...person, first }
}

describe('an address that takes no mail', () => {
  test('is marked, with what the server said; the mail is not tried again', async () => {
    const person = await refused()
    expect(await markOf(person.id)).toEqual({ at: ctx.now, because: noSuchUser })
    expect(await rowOf(person.first)).toMatchObject({ sentAt: null, refusedAt: ctx.now, problem: noSuchUser, data: {} })
    expect(await queuedJobs(ctx, 'mail-send')).toEqual([])
    await handlers[0]?.run(later(1), { mailId: (await rowOf(person.first)).id })
    expect(smtp.received).toEqual([])
  })

  test('gets no notices', async () => {
    const person = await refused()
    const calls = smtp.calls
    const key = await post(later(48), 'donation-thanks', person.email)
    await runJobs(later(48), handlers)
    expect(await rowOf(key)).toMatchObject({ sentAt: null, problem: 'Not sent: mail to this address comes back.' })
    expect(smtp.calls).toBe(calls)
  })

  test('gets the sign-in mail somebody asks for, at once', async () => {
    const person = await refused()
    await post(later(1), 'sign-in', person.email)
    await runJobs(later(1), handlers)
    expect(smtp.received.map(({ to }) => to)).toEqual([[person.email]])
    expect((await markOf(person.id))?.at).toEqual(ctx.now)
  })

  test('is tried with a mail about money once a day, and not more often', async () => {
    const bill = defineMail({
      kind: 'bill',
      purpose: 'payment',
      schema: z.object({ magazine: z.string() }),
      sample: { magazine: 'Saltmarsh' },
      subject: () => 'A payment failed',
      letter: () => 'A payment failed.',
    })
    const sending = [sendMail([...mailTemplates, bill], mailRefusals)]
    const person = await refused()
    const calls = smtp.calls
    await postMail(later(1), {
      kind: 'bill',
      recipient: person.email,
      data: { magazine: 'Saltmarsh' },
      dedupeKey: `bill ${person.id}`,
    })
    await runJobs(later(1), sending)
    await runJobs(later(23), sending)
    expect(smtp.calls).toBe(calls)
    await runJobs(later(24), sending)
    expect(smtp.received.map(({ to }) => to)).toEqual([[person.email]])
    expect(await rowOf(`bill ${person.id}`)).toMatchObject({ sentAt: later(24).now })
  })

  test('hides nothing from the desk, should it be the desk’s', async () => {
    const person = await refused()
    await post(later(1), 'case-announced', person.email)
    await runJobs(later(1), handlers)
    expect(smtp.received).toHaveLength(1)
  })

  test('gets mails again once its owner has signed in', async () => {
    const person = await refused()
    await noteMailArrives(later(1), person.id)
    expect(await markOf(person.id)).toEqual({ at: null, because: null })
    await post(later(1), 'donation-thanks', person.email)
    await runJobs(later(1), handlers)
    expect(smtp.received).toHaveLength(1)
  })

  test('keeps the first date and reason, should it be refused again', async () => {
    const person = await refused()
    smtp.recipientVerdict = '550 5.1.1 still nobody'
    await post(later(1), 'sign-in', person.email)
    await runJobs(later(1), handlers)
    expect(await markOf(person.id)).toEqual({ at: ctx.now, because: noSuchUser })
  })
})

test('a sign-in mail whose link has expired on the way is not sent', async () => {
  const { email } = await makePerson(ctx)
  const key = await post(ctx, 'sign-in', email)
  await runJobs(later(24 * 365), handlers)
  expect(smtp.received).toEqual([])
  expect(await rowOf(key)).toMatchObject({ sentAt: null, problem: 'Not sent: its reason had passed.' })
})

describe('what counts as an address that takes no mail', () => {
  const atRecipient = (response: string) => ({
    command: 'RCPT TO',
    responseCode: Number(response.slice(0, 3)),
    response,
  })

  test.each([
    noSuchUser,
    '550 user unknown',
    '553 bad name',
    '550-5.1.1 no\n550 5.1.1 such user',
    '550 5.2.1 closed',
    '556 5.1.10 null MX',
  ])('%j', (response) => {
    expect(refusedForGood(atRecipient(response))).toBe(response)
  })

  test.each([
    ['for a while', atRecipient('450 4.2.0 greylisted')],
    ['a full mailbox', atRecipient('552 5.2.2 over quota')],
    ['a relay that is closed to us', atRecipient('554 5.7.1 relay access denied')],
    ['our reputation', atRecipient('550 5.7.1 blocked')],
    ['our own sender address', atRecipient('550 5.1.8 bad sender')],
    ['the message', { command: 'DATA', responseCode: 550, response: '550 5.1.1 no' }],
    ['a password', { command: 'AUTH PLAIN', responseCode: 535, response: '535 5.7.8 no' }],
    ['no connection', new Error('connect ECONNREFUSED')],
    ['nothing at all', null],
  ])('but not: %s', (_, error) => {
    expect(refusedForGood(error)).toBeNull()
  })
})
