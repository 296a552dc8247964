import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { caseEvents, caseFiles, caseSubmissions } from '#db/schema/cases.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction } from '#lib/context.ts'
import { cleanName } from '#lib/cases/attachments.ts'
import { filesHeld, heldFiles, readersFile, takeFiles } from '#lib/cases/files.ts'
import { receiveMail } from '#lib/cases/inbound-mail.ts'
import { recordEvent } from '#lib/cases/internal/record.ts'
import { forgetBy } from '#tests/privacy/forgetting.ts'
import { replyAddressFor, tokenFor } from '#lib/cases/links.ts'
import { answerCase } from '#lib/cases/reader.ts'
import { testContext } from '#tests/support/context.ts'
import { makeCase } from './opened.ts'
import { zipOf } from './zip.ts'

const ctx = await testContext({ now: new Date() })
const text = (content: string) => new TextEncoder().encode(content)
const pdf = text('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n')
const picture = (format: 'png' | 'jpeg' | 'webp') =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
    .toFormat(format)
    .toBuffer()
const [png, jpeg, webp] = await Promise.all([picture('png'), picture('jpeg'), picture('webp')])
const wordTypes = `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
const docx = zipOf([
  ['[Content_Types].xml', text(wordTypes)],
  ['word/document.xml', text('<w:document/>')],
])
const odt = zipOf([['mimetype', text('application/vnd.oasis.opendocument.text')]])
const take = async (name: string, bytes: Uint8Array) => (await takeFiles(ctx, [{ name, bytes }]))[0]
const kept = async () =>
  (await readdir(ctx.config.caseFilesDir, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

describe('what comes with a message', () => {
  it.each([
    ['a PDF', 'tally.pdf', pdf, 'application/pdf', 'tally.pdf'],
    ['a PNG that calls itself a PDF', 'tally.pdf', png, 'image/png', 'tally.png'],
    ['a JPEG', 'IMG_0001.JPEG', jpeg, 'image/jpeg', 'IMG_0001.jpg'],
    ['a WebP', 'photo', webp, 'image/webp', 'photo.webp'],
    [
      'a Word document',
      'letter.docx',
      docx,
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'letter.docx',
    ],
    ['an OpenDocument text', 'letter.odt', odt, 'application/vnd.oasis.opendocument.text', 'letter.odt'],
    ['text that begins as some pictures do', 'notes.txt', text('BM is my name.'), 'text/plain', 'notes.txt'],
    [
      'plain text, a mail’s for instance',
      'mail.eml',
      text('From: Robin <robin@example.org>\r\n\r\nIt was “four”.'),
      'text/plain',
      'mail.txt',
    ],
  ])('%s is taken, by its content', async (_, name, bytes, mediaType, keptName) => {
    expect(await take(name, bytes)).toMatchObject({ name: keptName, mediaType, bytes: bytes.byteLength })
  })

  it.each([
    ['a page named as a PDF', 'tally.pdf', text('<!DOCTYPE html><script>alert(1)</script>')],
    ['a page with something before it', 'notes.txt', text('Notes.\n\n  <ScRipt src=x></script>')],
    ['an SVG', 'drawing.png', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['an SVG with an XML declaration', 'drawing.svg', text('<?xml version="1.0"?><svg/>')],
    [
      'a page that is a PDF further down',
      'tally.pdf',
      text(`<html><script>1</script>\n${new TextDecoder().decode(pdf)}`),
    ],
    ['a program', 'tally.pdf', Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0)],
    ['a program for Linux', 'tally.pdf', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0)],
    ['an archive', 'letter.docx', zipOf([['virus.exe', text('MZ')]])],
    [
      'a document with macros',
      'letter.docx',
      zipOf([
        [
          '[Content_Types].xml',
          text(
            wordTypes.replace(
              'openxmlformats-officedocument.wordprocessingml.document.main',
              'ms-word.document.macroEnabled.main',
            ),
          ),
        ],
      ]),
    ],
    ['bytes that are nothing', 'tally.pdf', Uint8Array.of(0, 1, 2, 3, 0xff, 0xfe)],
    ['text that is not UTF-8', 'tally.txt', Uint8Array.of(0x49, 0xe9, 0x20, 0x80)],
    ['nothing at all', 'tally.pdf', new Uint8Array()],
  ])('%s is refused, and nothing is kept of it', async (_, name, bytes) => {
    const before = await kept()
    await expect(take(name, bytes)).rejects.toMatchObject({ kind: 'invalid', fields: { files: expect.any(String) } })
    expect(await kept()).toEqual(before)
  })

  it('is never unpacked: a document of a few kilobytes that would be a gigabyte is as long as it came', async () => {
    const bomb = zipOf([
      ['[Content_Types].xml', text(wordTypes)],
      ['word/document.xml', deflateRawSync(new Uint8Array(50_000_000)), { deflated: 1_000_000_000 }],
    ])
    expect(await take('bomb.docx', bomb)).toMatchObject({ bytes: bomb.byteLength })
    // And one whose list of contents is the bomb is none that we know.
    const list = zipOf([['[Content_Types].xml', deflateRawSync(new Uint8Array(50_000_000)), { deflated: 50_000_000 }]])
    await expect(take('bomb.docx', list)).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('is bounded: five files, ten megabytes each, twenty together', async () => {
    const of = (megabytes: number) => {
      const bytes = new Uint8Array(megabytes * 1024 * 1024)
      bytes.set(pdf)
      return { name: 'a.pdf', bytes }
    }
    await expect(
      takeFiles(
        ctx,
        Array.from({ length: 6 }, () => ({ name: 'a.pdf', bytes: pdf })),
      ),
    ).rejects.toMatchObject({ fields: { files: 'Attach 5 files at most.' } })
    await expect(
      takeFiles(ctx, [{ name: 'a.pdf', bytes: new Uint8Array(10 * 1024 * 1024 + 1) }]),
    ).rejects.toMatchObject({ fields: { files: 'A file may have 10 MB at most.' } })
    await expect(takeFiles(ctx, [of(7), of(7), of(7)])).rejects.toMatchObject({
      fields: { files: 'All files together may have 20 MB at most.' },
    })
    expect(await takeFiles(ctx, [of(10), of(10)])).toHaveLength(2)
  })

  it.each([
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\robin\\tally.pdf', 'tally.pdf'],
    ['tally.pdf\r\nSet-Cookie: a=b', 'tally.pdfSet-Cookie_ a=b.pdf'],
    ['..', 'file.pdf'],
    ['', 'file.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['gpj.\u202efdp.exe', 'gpj.fdp.pdf'],
    ['a"; filename="b.html', 'a__ filename=_b.pdf'],
    ['tally\0.html', 'tally.pdf'],
    [`${'é'.repeat(300)}.pdf`, `${'é'.repeat(100)}.pdf`],
    ['Protokoll für Ælfric 会議.pdf', 'Protokoll für Ælfric 会議.pdf'],
  ])('is called by a plain name: %j', (given, name) => {
    expect(cleanName(given, 'pdf')).toBe(name)
  })
})

describe('a file of a case', () => {
  it('is there for whoever has the case’s address, and for nobody else', async () => {
    const [file] = await takeFiles(ctx, [{ name: 'tally.pdf', bytes: pdf }])
    if (!file) throw new Error('nothing was taken')
    const { id } = await makeCase(ctx, { files: [file] })
    const other = await makeCase(ctx)
    const [row] = await ctx.db.select().from(caseFiles).where(eq(caseFiles.caseId, id))
    const fileId = row?.id ?? ''
    const token = tokenFor(ctx, 'case', id)
    const served = await readersFile(ctx, token, fileId)
    expect(served).toMatchObject({ name: 'tally.pdf', mediaType: 'application/pdf' })
    expect(new Uint8Array(served?.bytes ?? [])).toEqual(pdf)
    expect(await readersFile(ctx, tokenFor(ctx, 'case', other.id), fileId)).toBeNull()
    expect(await readersFile(ctx, `${token}x`.replace(/.\./, 'A.'), fileId)).toBeNull()
    for (const wrong of ['', '../../etc/passwd', v7()]) expect(await readersFile(ctx, token, wrong)).toBeNull()
  })

  it('fits into a case until two hundred megabytes are in it, from its page and by mail', async () => {
    const { id } = await makeCase(ctx)
    const big = { name: 'film.pdf', mediaType: 'application/pdf', bytes: 200 * 1024 * 1024 - 5, hash: 'b'.repeat(64) }
    await inTransaction(ctx, (tx) =>
      recordEvent(tx, id, { kind: 'letter_in', actor: 'reader', personId: null, files: [big] }),
    )
    const files = await takeFiles(ctx, [{ name: 'one-more.pdf', bytes: pdf }])
    const letter = { text: '', files, submissionId: v7(), network: v7() }
    await expect(answerCase(ctx, tokenFor(ctx, 'case', id), letter)).rejects.toMatchObject({
      fields: { files: expect.stringContaining('No more files') },
    })
    const inboundMail = { address: 'cases@magazine.example', token: 'only-for-tests-only-for-tests' }
    const withMail = { ...ctx, config: { ...ctx.config, inboundMail } }
    const disposition = 'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=one-more.pdf'
    await receiveMail(withMail, text(`To: ${replyAddressFor(withMail, id)}\r\n${disposition}\r\n\r\n${'%PDF-1.7'}`))
    const record = await ctx.db.select().from(caseEvents).where(eq(caseEvents.caseId, id)).orderBy(caseEvents.number)
    expect(record.map(({ details }) => details.refused)).toEqual([undefined, undefined, 'one-more.pdf'])
    expect(await ctx.db.$count(caseFiles, eq(caseFiles.caseId, id))).toBe(1)
  })

  it('may come alone, without a word', async () => {
    const files = await takeFiles(ctx, [{ name: 'tally.pdf', bytes: pdf }])
    const { id } = await makeCase(ctx)
    await answerCase(ctx, tokenFor(ctx, 'case', id), { text: ' ', files, submissionId: v7(), network: v7() })
    expect(await ctx.db.select().from(caseFiles).where(eq(caseFiles.caseId, id))).toHaveLength(1)
  })
})

describe('what a refused form holds', () => {
  it('is given back as it was, less what is no longer wanted; a forged list is nothing', async () => {
    const files = await takeFiles(ctx, [
      { name: 'one.pdf', bytes: pdf },
      { name: 'two.txt', bytes: text('Two.') },
    ])
    const held = heldFiles(ctx, files)
    const [one, two] = files.map(({ hash }) => hash)
    expect(await filesHeld(ctx, held, [one ?? '', two ?? ''])).toEqual(files)
    expect(await filesHeld(ctx, held, [two ?? ''])).toEqual([files[1]])
    const forged = `${Buffer.from(JSON.stringify([{ ...files[0], hash: 'f'.repeat(64) }])).toString('base64url')}.x`
    expect(await filesHeld(ctx, forged, ['f'.repeat(64)])).toEqual([])
  })
})

describe('what nobody needs any more', () => {
  it('is removed after a week; what a case or a waiting form refers to stays', async () => {
    const [unused, ofCase, ofForm] = await takeFiles(
      ctx,
      ['Unused.', 'Of a case.', 'Of a form.'].map((content) => ({ name: 'a.txt', bytes: text(content) })),
    )
    if (!unused || !ofCase || !ofForm) throw new Error('nothing was taken')
    await makeCase(ctx, { files: [ofCase] })
    const submission = {
      id: v7(),
      kind: 'correction' as const,
      name: 'Robin Averill',
      email: 'waiting@example.org',
      message: 'The ferry left at six.',
      details: {},
      files: [ofForm],
      sentAt: ctx.now,
    }
    await ctx.db.insert(caseSubmissions).values(submission)
    const old = after(ctx.now, -8 * day)
    for (const { hash } of [unused, ofCase, ofForm])
      await utimes(join(ctx.config.caseFilesDir, hash.slice(0, 2), hash), old, old)
    await forgetBy(ctx, 'unconfirmed-forms')
    const left = await kept()
    expect([unused, ofCase, ofForm].map(({ hash }) => left.includes(hash))).toEqual([false, true, true])
    await forgetBy({ ...ctx, now: after(ctx.now, 8 * day) }, 'unconfirmed-forms')
    expect((await kept()).includes(ofForm.hash)).toBe(false)
    expect((await kept()).includes(ofCase.hash)).toBe(true)
  })
})
