import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { caseEvents, caseFiles } from '#db/schema/cases.ts'
import { receiveMail } from '#lib/cases/inbound-mail.ts'
import { replyAddressFor } from '#lib/cases/links.ts'
import { testContext } from '#tests/support/context.ts'
import { makeCase } from './opened.ts'

const inboundMail = { address: 'cases@magazine.example', token: 'only-for-tests-only-for-tests' }
const ctx = await testContext({ now: new Date(), config: { inboundMail } })
const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
  .png()
  .toBuffer()

/** A part of a mail, of so many bytes. */
function part(headers: string[], begins: Buffer, bytes = begins.byteLength): string {
  const content = Buffer.concat([begins, Buffer.alloc(bytes - begins.byteLength)])
  return [...headers, 'Content-Transfer-Encoding: base64', '', content.toString('base64')].join('\r\n')
}
const picture = (name: string, bytes: number) =>
  part(
    [
      'Content-Type: image/png',
      `Content-Disposition: inline; filename=${name}.png`,
      `Content-ID: <${name}@example.org>`,
    ],
    png,
    bytes,
  )
const pdf = (name: string) =>
  part(
    ['Content-Type: application/pdf', `Content-Disposition: attachment; filename=${name}`],
    Buffer.from('%PDF-1.7 x'),
  )

it('the small pictures that a mail’s HTML shows, as signatures do, are none of its files', async () => {
  const { id } = await makeCase(ctx)
  const shown = ['logo', 'banner', 'seal', 'scan'].map((name) => `<img src="cid:${name}@example.org">`).join('')
  const parts = [
    `Content-Type: text/html\r\n\r\n<p>See the programme.</p>${shown}`,
    ...['logo', 'banner', 'seal'].map((name) => picture(name, 4_000)),
    picture('scan', 60_000),
    picture('unshown', 4_000),
    ...['1.pdf', '2.pdf', '3.pdf'].map((name) => pdf(name)),
  ]
  const head = [
    'From: Robin Averill <robin@example.org>',
    `To: ${replyAddressFor(ctx, id) ?? ''}`,
    'Message-ID: <signed@example.org>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; boundary=edge',
  ]
  const mail = `${head.join('\r\n')}\r\n\r\n--edge\r\n${parts.join('\r\n--edge\r\n')}\r\n--edge--\r\n`
  await receiveMail(ctx, new TextEncoder().encode(mail))
  const files = await ctx.db.select().from(caseFiles).where(eq(caseFiles.caseId, id))
  expect(files.map(({ name }) => name).toSorted()).toEqual(['1.pdf', '2.pdf', '3.pdf', 'scan.png', 'unshown.png'])
  const record = await ctx.db.select().from(caseEvents).where(eq(caseEvents.caseId, id))
  expect(record.find(({ kind }) => kind === 'letter_in')?.details.refused).toBeUndefined()
})
