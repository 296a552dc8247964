import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { caseEvents, caseFiles, cases } from '#db/schema/cases.ts'
import { mails } from '#db/schema/platform.ts'
import { inTransaction } from '#lib/context.ts'
import { receiveMail } from '#lib/cases/inbound-mail.ts'
import { changeCase, lockCase } from '#lib/cases/internal/move.ts'
import { caseAtReplyAddress, replyAddressFor } from '#lib/cases/links.ts'
import { withoutQuotation } from '#lib/cases/mail-text.ts'
import { testContext } from '#tests/support/context.ts'
import { makeCase } from './opened.ts'

const inboundMail = { address: 'cases@magazine.example', token: 'only-for-tests-only-for-tests' }
const ctx = await testContext({ now: new Date(), config: { inboundMail } })

/** A case, and a mail to its address: headers that differ, and what it says. */
async function caseWithMail() {
  const { id, reference } = await makeCase(ctx)
  const to = replyAddressFor(ctx, id) ?? ''
  let sent = 0
  const mail = (body = 'It was 1968.', headers: Record<string, string | undefined> = {}) => {
    sent += 1
    const all = {
      From: 'Robin Averill <robin@example.org>',
      To: `Saltmarsh <${to}>`,
      Subject: `Re: we have your message (${reference})`,
      'Message-ID': `<${sent}.${id}@example.org>`,
      'MIME-Version': '1.0',
      'Content-Type': 'text/plain; charset=utf-8',
      ...headers,
    }
    const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
    return new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\n${body}`)
  }
  return { id, to, mail }
}

const lettersIn = (id: string) =>
  ctx.db
    .select()
    .from(caseEvents)
    .where(and(eq(caseEvents.caseId, id), eq(caseEvents.kind, 'letter_in')))
    .orderBy(caseEvents.number)
const filesIn = (id: string) => ctx.db.select().from(caseFiles).where(eq(caseFiles.caseId, id))

/** A mail of several parts: headers and content of each. */
const parts = (...given: [string, string][]) => ({
  body: `${given.map(([headers, content]) => `--edge\r\n${headers}\r\n\r\n${content}\r\n`).join('')}--edge--\r\n`,
  headers: { 'Content-Type': 'multipart/mixed; boundary=edge' },
})
const attached = (name: string, content: string): [string, string] => [
  `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=${name}\r\nContent-Transfer-Encoding: base64`,
  Buffer.from(content).toString('base64'),
]

describe('an answer by mail', () => {
  it('is a letter of its case, without what it quotes, which is kept; the desk hears of it', async () => {
    const { id, mail } = await caseWithMail()
    const body =
      'It was 1968.\r\n\r\nOn Tue, 3 Nov 2026 at 10:14, Saltmarsh\r\n<post@magazine.example> wrote:\r\n> Which year?\r\n>\r\n> The editor\r\n'
    expect(await receiveMail(ctx, mail(body))).toBe('kept')
    const [letter, ...more] = await lettersIn(id)
    expect(more).toEqual([])
    expect(letter).toMatchObject({
      actor: 'reader',
      text: 'It was 1968.',
      details: { via: 'mail', quoted: expect.stringContaining('> Which year?') },
    })
    expect(letter?.details.stranger).toBeUndefined()
    const told = await ctx.db
      .select()
      .from(mails)
      .where(eq(mails.dedupeKey, `case-answered:${letter?.id}`))
    expect(told).toMatchObject([{ recipient: 'desk@magazine.example', data: { text: 'It was 1968.', stranger: '' } }])
  })

  it('that comes twice, also at once, is one letter, with a Message-ID and without', async () => {
    const { id, mail } = await caseWithMail()
    const one = mail('Once.')
    await Promise.all([receiveMail(ctx, one), receiveMail(ctx, one)])
    const bare = mail('Without.', { 'Message-ID': undefined })
    for (let times = 0; times < 2; times += 1) expect(await receiveMail(ctx, bare)).toBe('kept')
    expect((await lettersIn(id)).map(({ text }) => text)).toEqual(['Once.', 'Without.'])
  })

  it('goes on with a case that waited for it; one from another address is kept, marked, and moves nothing', async () => {
    const { id, mail } = await caseWithMail()
    await inTransaction(ctx, async (tx) =>
      changeCase(
        tx,
        await lockCase(tx, id),
        { state: 'awaiting_reader' },
        { kind: 'state', actor: 'desk', personId: null },
      ),
    )
    const state = async () => (await ctx.db.select().from(cases).where(eq(cases.id, id)))[0]?.state
    expect(await receiveMail(ctx, mail('I am Robin, too.', { From: 'robin@elsewhere.example' }))).toBe('kept')
    expect(await lettersIn(id)).toMatchObject([{ details: { stranger: 'robin@elsewhere.example' } }])
    expect(await state()).toBe('awaiting_reader')
    await receiveMail(ctx, mail('It was 1968.', { From: 'ROBIN@Example.ORG' }))
    expect(await state()).toBe('investigating')
  })

  it('without a sender is a stranger’s', async () => {
    const { id, mail } = await caseWithMail()
    await receiveMail(ctx, mail('Hello there.', { From: undefined }))
    expect(await lettersIn(id)).toMatchObject([{ details: { stranger: 'no address' } }])
  })

  it('that comes as HTML alone is read as text', async () => {
    const { id, mail } = await caseWithMail()
    const html = '<style>p{color:red}</style><p>It was <b>1968</b>.</p><script>alert(1)</script><p>Robin</p>'
    await receiveMail(ctx, mail(html, { 'Content-Type': 'text/html; charset=utf-8' }))
    const both = parts(['Content-Type: text/plain', ''], ['Content-Type: text/html', html])
    await receiveMail(ctx, mail(both.body, { 'Content-Type': 'multipart/alternative; boundary=edge' }))
    expect((await lettersIn(id)).map(({ text }) => text)).toEqual(['It was 1968.\n\nRobin', 'It was 1968.\n\nRobin'])
  })

  it('brings files by the same rules as any; what is not taken is named, and the letter comes in all the same', async () => {
    const { id, mail } = await caseWithMail()
    const { body, headers } = parts(
      ['Content-Type: text/plain', 'See the programme.'],
      attached('"../programme.pdf"', '%PDF-1.7 x'),
      attached('"invoice.pdf"', '<!doctype html><script>1</script>'),
      attached('virus.exe', 'MZ\u0090\u0000'),
    )
    expect(await receiveMail(ctx, mail(body, headers))).toBe('kept')
    expect(await filesIn(id)).toMatchObject([{ name: 'programme.pdf', mediaType: 'application/pdf' }])
    const [letter] = await lettersIn(id)
    expect(letter).toMatchObject({ text: 'See the programme.', details: { refused: 'invoice.pdf, virus.exe' } })
  })

  it('brings five files at most, and twenty megabytes', async () => {
    const { id, mail } = await caseWithMail()
    const many = Array.from({ length: 7 }, (_, index) => attached(`${index}.pdf`, `%PDF-1.7 ${index}`))
    const { body, headers } = parts(['Content-Type: text/plain', 'All of it.'], ...many)
    await receiveMail(ctx, mail(body, headers))
    expect(await filesIn(id)).toHaveLength(5)
    expect((await lettersIn(id))[0]?.details.refused).toBe('5.pdf, 6.pdf')
  })

  it('that is very long is kept whole', async () => {
    const { id, mail } = await caseWithMail()
    await receiveMail(ctx, mail(`${'A long story. '.repeat(5_000)}\nThe end.`))
    expect(await filesIn(id)).toMatchObject([{ name: 'letter.txt', bytes: 70_009 }])
  })
})

describe('a mail that no person wrote', () => {
  it.each([
    ['a holiday notice', { 'Auto-Submitted': 'auto-replied' }],
    ['one of our own', { 'Auto-Submitted': 'auto-generated', From: 'Magazine <post@magazine.example>' }],
    ['one of a list', { 'List-Id': '<talk.example.org>' }],
    ['one in bulk', { Precedence: 'bulk' }],
    ['an old machine’s answer', { 'X-Autoreply': 'yes' }],
    ['a bounce', { 'Return-Path': '<>' }],
    ['a bounce without that', { From: 'MAILER-DAEMON@example.org (Mail Delivery System)' }],
    ['a report of a bounce', { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x' }],
  ])('%s: nothing is kept, and nobody is told', async (_, headers) => {
    const { id, mail } = await caseWithMail()
    const before = await ctx.db.select().from(mails)
    expect(await receiveMail(ctx, mail('I am away.', headers))).toBe('automatic')
    expect(await lettersIn(id)).toEqual([])
    expect(await ctx.db.select().from(mails)).toHaveLength(before.length)
  })

  it('says so by Auto-Submitted: no when a person did', async () => {
    const { mail } = await caseWithMail()
    expect(await receiveMail(ctx, mail('Yes.', { 'Auto-Submitted': 'no' }))).toBe('kept')
  })
})

describe('the address of a case', () => {
  it('is known in whatever letters a mail server left of it, and also behind others', async () => {
    const { id, to, mail } = await caseWithMail()
    expect(to.split('@')[0]?.length).toBeLessThanOrEqual(64)
    for (const address of [to, to.toUpperCase(), to.toLowerCase()]) expect(caseAtReplyAddress(ctx, address)).toBe(id)
    await receiveMail(ctx, mail('One.', { To: `friend@example.org, ${to.toUpperCase()}` }))
    await receiveMail(ctx, mail('Two.', { To: 'friend@example.org', Cc: to }))
    await receiveMail(ctx, mail('Three.', { To: 'undisclosed-recipients:;', 'Delivered-To': to }))
    expect(await lettersIn(id)).toHaveLength(3)
  })

  it.each([
    ['without a case', 'cases@magazine.example'],
    ['with a forged signature', (to: string) => to.replace(/.{4}@/, 'ffff@')],
    ['of another case under its signature', (to: string) => to.replace(/\+.{4}/, '+ffff')],
    ['at another magazine', (to: string) => to.replace('magazine.example', 'other.example')],
    ['of another mailbox', (to: string) => to.replace('cases+', 'post+')],
    ['with something before it', (to: string) => `x${to}`],
  ])('%s is nobody’s', async (_, other) => {
    const { id, to, mail } = await caseWithMail()
    const address = typeof other === 'string' ? other : other(to)
    await expect(receiveMail(ctx, mail('Hello.', { To: address }))).rejects.toMatchObject({ kind: 'not_found' })
    expect(await lettersIn(id)).toEqual([])
  })

  it('is no more than the magazine’s without inbound mail', async () => {
    const { id, to } = await caseWithMail()
    const off = { config: { ...ctx.config, inboundMail: undefined } }
    expect(replyAddressFor(off, id)).toBeNull()
    expect(caseAtReplyAddress(off, to)).toBeNull()
  })
})

describe('hostile headers', () => {
  it('cannot put another line into anything', async () => {
    const { id, mail } = await caseWithMail()
    await receiveMail(
      ctx,
      mail('Hello.', {
        Subject: '=?utf-8?Q?Hi=0D=0ABcc:_all@example.org=00?=',
        From: '"=?utf-8?Q?R=0D=0ABcc:_x@example.org?=" <"a\\\r\n b"@example.org>',
        'Message-ID': `<${'x'.repeat(5_000)}>`,
      }),
    )
    const [letter] = await lettersIn(id)
    expect(letter?.details.subject).toBe('Hi Bcc: all@example.org')
    expect(letter?.details.messageId).toHaveLength(500)
    for (const value of Object.values(letter?.details ?? {})) expect(value).not.toMatch(/[\r\n\0]/)
    expect(letter?.details.stranger).toBeDefined()
  })

  it('are bounded: headers without end and parts within parts are no mail', async () => {
    const { id, to, mail } = await caseWithMail()
    const endless = Object.fromEntries(Array.from({ length: 9_000 }, (_, at) => [`X-${at}`, 'a'.repeat(60)]))
    await expect(receiveMail(ctx, mail('Hello.', endless))).rejects.toMatchObject({ kind: 'invalid' })
    let nested = 'Content-Type: text/plain\r\n\r\nHello.\r\n'
    for (let depth = 0; depth < 100; depth += 1)
      nested = `Content-Type: multipart/mixed; boundary=e${depth}\r\n\r\n--e${depth}\r\n${nested}\r\n--e${depth}--\r\n`
    await expect(receiveMail(ctx, new TextEncoder().encode(`To: ${to}\r\n${nested}`))).rejects.toMatchObject({
      kind: 'invalid',
    })
    expect(await lettersIn(id)).toEqual([])
  })

  it('that name themselves twice, and bytes that are no mail at all, are not trusted', async () => {
    const { id, mail } = await caseWithMail()
    const twice = new TextDecoder().decode(mail('Hello.', { From: 'else@example.org' }))
    await receiveMail(ctx, new TextEncoder().encode(`${twice.replace('To:', 'From: robin@example.org\r\nTo:')}`))
    expect(await lettersIn(id)).toMatchObject([{ details: { stranger: 'else@example.org' } }])
    for (const raw of [new Uint8Array(), Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7) % 256)])
      await expect(receiveMail(ctx, raw)).rejects.toMatchObject({ kind: 'not_found' })
  })

  it('a letter of zeros and half characters is kept as far as it is text', async () => {
    const { id, mail } = await caseWithMail()
    await receiveMail(ctx, mail('Hel\0lo \ud83d there.'))
    const cutAt = (most: number) => `${'a'.repeat(most - 1)}😀`
    await receiveMail(ctx, mail(cutAt(50_000), { Subject: cutAt(200) }))
    const [zeros, halves] = await lettersIn(id)
    expect(zeros?.text).toMatch(/^Hello .+ there\.$/)
    expect(halves).toMatchObject({ text: 'a'.repeat(49_999), details: { subject: 'a'.repeat(199) } })
  })

  it('no case takes more than twenty letters an hour: the next is to be tried again', async () => {
    const { id, mail } = await caseWithMail()
    for (let sent = 0; sent < 20; sent += 1) await receiveMail(ctx, mail(`Letter ${sent}.`))
    await expect(receiveMail(ctx, mail('One more.'))).rejects.toMatchObject({ kind: 'too_many' })
    expect(await lettersIn(id)).toHaveLength(20)
  })
})

describe('what a mail quotes', () => {
  it.each([
    ['Yes.\n\n> Really?\n', 'Yes.', '> Really?'],
    [
      'Yes.\n\nOn Monday, Wren wrote:\n\n> Really?\n> Sure?\n\n',
      'Yes.',
      'On Monday, Wren wrote:\n\n> Really?\n> Sure?',
    ],
    [
      'Ja.\n\nAm 3.11.2026 um 10:14 schrieb Wren:\n> Wirklich?',
      'Ja.',
      'Am 3.11.2026 um 10:14 schrieb Wren:\n> Wirklich?',
    ],
    [
      'Yes.\n\n-----Original Message-----\nFrom: Wren\nReally?',
      'Yes.',
      '-----Original Message-----\nFrom: Wren\nReally?',
    ],
    [
      'Yes.\n\nFrom: Wren\nSent: Monday\nTo: Robin\n\nReally?',
      'Yes.',
      'From: Wren\nSent: Monday\nTo: Robin\n\nReally?',
    ],
    ['> Really?\nYes.\n> Sure?\nQuite.', '> Really?\nYes.\n> Sure?\nQuite.', ''],
    ['> Really?', '> Really?', ''],
    ['On reflection, I wrote:\nnothing of the sort.', 'On reflection, I wrote:\nnothing of the sort.', ''],
    ['', '', ''],
  ])('%j', (text, written, quoted) => {
    expect(withoutQuotation(text)).toEqual({ written, quoted })
  })

  it('is found in a very long mail, too', () => {
    const long = `${'On x '.repeat(200_000)}\n${'> y\n'.repeat(200_000)}`
    expect(withoutQuotation(long).quoted.startsWith('> y')).toBe(true)
  })
})
