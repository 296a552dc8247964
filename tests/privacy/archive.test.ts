import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { BlobReader, TextWriter, ZipReader } from '@zip.js/zip.js'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { auditLog, mails } from '#db/schema/platform.ts'
import { personalArchives } from '#db/schema/privacy.ts'
import { subjectOf } from '#lib/audit/audit.ts'
import { after, hour } from '#lib/clock.ts'
import { mailTemplates } from '#lib/mail-templates.ts'
import {
  askForOwnArchive,
  latestArchiveOf,
  mailedArchive,
  makeArchiveFor,
  removeOldPersonalArchives,
  takePersonalArchive,
} from '#lib/privacy/archives.ts'
import { writePersonalArchives } from '#lib/privacy/jobs.ts'
import { archiveAddress, archiveIdIn } from '#lib/privacy/links.ts'
import { fieldInWords } from '#lib/privacy/model.ts'
import type { Context } from '#lib/context.ts'
import { marker } from '#tests/books/parcels.ts'
import { plantCase } from '#tests/cases/planted-case.ts'
import { runJobs, testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { plantEverything } from './planted.ts'

const ctx = await testContext({ now: new Date() })
const administrator = await makePerson(ctx, { name: 'Una Administrator', roles: ['administrator'] })
const worker = writePersonalArchives(async (_, { receiptNumber }) => Buffer.from(`receipt ${receiptNumber}`))

/** Every file of an archive, by its place. */
async function unpack(content: AsyncIterable<Uint8Array>): Promise<Map<string, string>> {
  const zip = new ZipReader(new BlobReader(new Blob([new Uint8Array(await buffer(content))])))
  const files = new Map<string, string>()
  for (const entry of await zip.getEntries())
    if (!entry.directory) files.set(entry.filename, await entry.getData(new TextWriter()))
  return files
}

async function fetched(at: Context, personId: string): Promise<Map<string, string>> {
  const archive = await latestArchiveOf(at, personId)
  if (archive === null) throw new Error('no archive')
  return unpack((await takePersonalArchive(at, archive.id, { personId })).content)
}

let planted: Awaited<ReturnType<typeof plantEverything>>
beforeAll(async () => {
  planted = await plantEverything(ctx, administrator.id)
})

describe('everything about a person', () => {
  test('is put together for whoever asks, as a page to read and as data, with receipts and letters', async () => {
    const { person } = planted
    await askForOwnArchive(ctx, person)
    await expect(askForOwnArchive(ctx, person)).rejects.toThrow('being put together already')
    await runJobs(ctx, [worker])
    const files = await fetched(ctx, person.id)
    const page = files.get('index.html') ?? ''
    const data = [...files]
      .filter(([name]) => name.startsWith('data/'))
      .map(([, text]) => text)
      .join('\n')
    for (const word of [
      'MARK-NAME',
      'MARK-DEDICATION',
      marker,
      'MARK-COMMENT',
      'MARK-EARLIER',
      'MARK-DRAFT',
      'MARK-REPORT',
      'MARK-SANCTION',
      'MARK-NOTICE',
      'pi_MARKDONATION',
      '12.34 GBP',
      '/mark-attempt',
      'MARK-GIVER',
      'MARK-RECIPIENT',
      'MARK-GIFT',
      'MARK-BROWSER',
      'MARK-LETTER',
      'MARK-CONTACT',
      'MARK-REVISION',
      'MARK-AUDIT',
      'MARK-CARRIER',
      person.email,
    ]) {
      expect(data).toContain(word)
      expect(page).toContain(word)
    }
    expect(page).toContain('mark mail kind')
    expect([...files.keys()].filter((name) => name.startsWith('receipts/'))).toHaveLength(1)
    expect([...files].find(([name]) => name.startsWith('letters/'))?.[1]).toBe('MARK-FILE in a letter')
    const json = [...files].filter(([name]) => name.endsWith('.json'))
    expect(json.map(([, text]) => Array.isArray(JSON.parse(text)))).toEqual(json.map(() => true))
  })

  test('holds nothing that is somebody else’s, and nothing that opens a door', async () => {
    const all = [...(await fetched(ctx, planted.person.id)).values()].join('\n')
    for (const word of [
      'SOMEBODY-ELSES',
      'INTERNAL-NOTE',
      'SECRET-GIFT-CODE',
      'SECRET-SESSION-HASH',
      'NOT-HANDED-OVER',
      'Una Administrator',
      administrator.id,
    ])
      expect(all).not.toContain(word)
  })

  test('what people wrote is text in it, whatever they wrote', async () => {
    const page = (await fetched(ctx, planted.person.id)).get('index.html') ?? ''
    expect(page).toContain('MARK-COMMENT &lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).not.toContain('<script')
    expect(page).toContain('What is not in here, and why')
    expect(page).toContain("default-src 'none'")
  })

  test('a mail says that it is ready, and the link in it is good for nobody else', async () => {
    const { person } = planted
    const [mail] = await ctx.db.select().from(mails).where(eq(mails.kind, 'personal-archive'))
    expect(mail).toMatchObject({ recipient: person.email })
    const template = mailTemplates.find(({ kind }) => kind === 'personal-archive')
    const letter = await template?.render(mail?.data)
    expect(letter?.text).toContain('https://magazine.example/account/privacy')
    const archive = await latestArchiveOf(ctx, person.id)
    const id = archive?.id ?? ''
    await expect(takePersonalArchive(ctx, id, { personId: administrator.id })).rejects.toThrow('no longer kept')
    await expect(takePersonalArchive(ctx, id, { mailed: true })).rejects.toThrow('no longer kept')
    expect(await mailedArchive(ctx, id)).toBeNull()
  })

  test('is removed after seven days, the file, too', async () => {
    const { person } = planted
    const archive = await latestArchiveOf(ctx, person.id)
    const path = join(ctx.config.exportsDir, `personal-${archive?.id}.zip`)
    await access(path)
    const before = { ...ctx, now: after(archive?.expiresAt ?? ctx.now, -hour) }
    expect(await removeOldPersonalArchives(before)).toBe(0)
    const late = { ...ctx, now: after(archive?.expiresAt ?? ctx.now, hour) }
    expect(await latestArchiveOf(late, person.id)).toBeNull()
    expect(await removeOldPersonalArchives(late)).toBe(1)
    await expect(access(path)).rejects.toThrow('ENOENT')
  })
})

describe('for somebody who asked in writing', () => {
  test('with an account: they are written to, it is noted who made it, and who took it to hand it over', async () => {
    const { person } = planted
    await makeArchiveFor(ctx, person.email, administrator.id)
    await runJobs(ctx, [worker])
    const archive = await latestArchiveOf(ctx, person.id)
    expect(archive).toMatchObject({ state: 'done', requestedBy: administrator.id })
    await takePersonalArchive(ctx, archive?.id ?? '', { actorId: administrator.id })
    const noted = await ctx.db.select().from(auditLog).where(eq(auditLog.actor, administrator.id))
    expect(noted.map(({ action }) => action)).toEqual([
      'had personal data put together for the person',
      'downloaded personal data to hand it over',
    ])
    expect(noted.every(({ subject }) => subject === subjectOf('person', person.id))).toBe(true)
  })

  test('without an account: by the address they wrote from; the mailed link opens it, a forged one nothing', async () => {
    const email = 'stranger@example.org'
    await plantCase(ctx, { email, message: 'LETTER-OF-A-STRANGER' })
    await makeArchiveFor(ctx, email, administrator.id)
    await runJobs(ctx, [worker])
    const [row] = await ctx.db.select().from(personalArchives).where(eq(personalArchives.email, email))
    const address = archiveAddress(ctx, row?.id ?? '')
    const [mail] = await ctx.db.select().from(mails).where(eq(mails.recipient, email))
    expect(mail?.data).toMatchObject({ link: address, hasAccount: false })
    const token = address.split('/').at(-1) ?? ''
    expect(archiveIdIn(ctx, token)).toBe(row?.id)
    expect(archiveIdIn(ctx, `${token.slice(0, -4)}AAAA`)).toBeNull()
    const files = await unpack((await takePersonalArchive(ctx, row?.id ?? '', { mailed: true })).content)
    expect(files.get('data/letters.json')).toContain('LETTER-OF-A-STRANGER')
    expect(files.get('index.html')).toContain('who has no account here')
    expect(files.get('index.html')).not.toContain('MARK-')
  })
})

test('the names of fields read like words', () => {
  expect(fieldInWords('earlierTexts')).toBe('Earlier texts')
  expect(fieldInWords('at')).toBe('At')
})
