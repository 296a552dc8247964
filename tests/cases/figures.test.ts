import { text } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { v7 } from 'uuid'
import { z } from 'zod'
import { beforeAll, describe, expect, it } from 'vitest'
import { auditLog } from '#db/schema/platform.ts'
import { corrections } from '#db/schema/corrections.ts'
import { casesCsv, recordCasesExport } from '#lib/cases/annual-statement.ts'
import { caseFigures, caseYears, yearIn } from '#lib/cases/figures.ts'
import { sendLetter } from '#lib/cases/letters.ts'
import { mergeCase } from '#lib/cases/merge.ts'
import type { Finding } from '#lib/cases/model.ts'
import { moveCase } from '#lib/cases/working.ts'
import { after, dateIn, day, hour } from '#lib/clock.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { asSeen, creditAuthor, plantCase, seen } from './planted-case.ts'

const ctx = await testContext({ now: new Date() })
const london = 'Europe/London'
const year = yearIn(ctx.now, london)
const at = (ms: number) => ({ ...ctx, now: after(ctx.now, ms) })

let article: { id: string; slug: string }
let staff: { id: string }
const made: string[] = []

async function decided(acknowledged: number, took: number, finding: Finding): Promise<string> {
  const id = await plantCase(ctx, { articleId: article.id, name: 'Hesper Vane', email: 'hesper@example.org' })
  await sendLetter(at(acknowledged), staff, { ...(await seen(ctx, id)), text: 'Thank you.', subject: '' })
  await moveCase(at(took), staff, { ...(await seen(ctx, id)), state: 'decided', reason: 'Because.', finding })
  return id
}

async function correct(articleId: string, number: number, kind: 'correction' | 'update', caseId: string | null = null) {
  await ctx.db.insert(corrections).values({
    articleId,
    number,
    kind,
    note: 'The ferry left at six.',
    severity: 'minor',
    underHeadline: true,
    prominenceReason: 'A detail.',
    revisionBefore: 1,
    revisionAfter: 1,
    caseId,
    submissionId: v7(),
    publishedBy: staff.id,
    publishedAt: ctx.now,
    guidance: {},
  })
}

beforeAll(async () => {
  staff = await makePerson(ctx, { roles: ['managing_editor'] })
  article = await makeArticle(ctx)
  await creditAuthor(ctx, article.id, 'Tamsin Okoro-Pell')
  made.push(await decided(2 * hour, 2 * day, 'upheld'))
  made.push(await decided(12 * hour, 10 * day, 'not_upheld'))
  made.push(await decided(48 * hour, 30 * day, 'partly_upheld'))
  // Acknowledged and merged: neither decided nor judged.
  const merged = await plantCase(ctx)
  const { reference } = await asSeen(ctx, made[0] ?? '')
  await moveCase(ctx, staff, { ...(await seen(ctx, made[0] ?? '')), state: 'investigating', reason: '' })
  await mergeCase(at(24 * hour), staff, { ...(await seen(ctx, merged)), into: reference, letter: 'As one.' })
  await moveCase(at(2 * day), staff, {
    ...(await seen(ctx, made[0] ?? '')),
    state: 'decided',
    reason: 'Because.',
    finding: 'upheld',
  })
  made.push(merged, await plantCase(ctx, { kind: 'republishing' }))
  const other = await makeArticle(ctx)
  await creditAuthor(ctx, other.id, 'Bram Askew')
  await correct(article.id, 1, 'correction', made[0])
  await correct(article.id, 2, 'correction')
  await correct(other.id, 1, 'correction')
  await correct(other.id, 2, 'update')
  await correct(other.id, 3, 'update')
})

describe('the figures of a year', () => {
  it('are medians, counts and findings by kind', async () => {
    const { kinds } = await caseFigures(ctx, year, london)
    expect(kinds).toEqual([
      {
        kind: 'correction',
        received: 4,
        open: 3,
        merged: 1,
        upheld: 1,
        partlyUpheld: 1,
        notUpheld: 1,
        // Of 2, 12, 24 and 48 hours.
        daysToAcknowledge: 0.75,
        daysToDecide: 10,
        inTime: 2,
        decided: 3,
      },
      {
        kind: 'republishing',
        received: 1,
        open: 1,
        merged: 0,
        upheld: 0,
        partlyUpheld: 0,
        notUpheld: 0,
        daysToAcknowledge: null,
        daysToDecide: null,
        inTime: 0,
        decided: 0,
      },
    ])
  })

  it('name what was corrected most, updates left out', async () => {
    const figures = await caseFigures(ctx, year, london)
    expect(figures.corrections).toBe(3)
    expect(figures.articles.map(({ count }) => count)).toEqual([2, 1])
    expect(figures.articles[0]?.slug).toBe(article.slug)
    expect(figures.authors.map(({ name, count }) => [name, count])).toEqual([
      ['Tamsin Okoro-Pell', 2],
      ['Bram Askew', 1],
    ])
  })

  it('are of that year alone', async () => {
    expect(await caseFigures(ctx, year - 1, london)).toEqual({ kinds: [], articles: [], authors: [], corrections: 0 })
    expect(await caseYears(ctx, london)).toEqual([year])
  })
})

describe('the file for the regulator', () => {
  const rowsSchema = z.array(z.record(z.string(), z.string()))
  it('has every case of the year with how it was handled, and nothing of who wrote', async () => {
    const csv = await text(casesCsv(ctx, year, london))
    const rows = rowsSchema.parse(parse(csv, { columns: true, bom: true }))
    const first = await asSeen(ctx, made[0] ?? '')
    expect(rows).toHaveLength(5)
    expect(rows[0]).toEqual({
      Reference: first.reference,
      Kind: 'correction',
      Article: 'A headline',
      'Article address': `/articles/${article.slug}`,
      Received: dateIn(ctx.now, london),
      Acknowledged: dateIn(after(ctx.now, 2 * hour), london),
      'Days to acknowledge': '0.1',
      Due: dateIn(after(ctx.now, 28 * day), london),
      Decided: dateIn(after(ctx.now, 2 * day), london),
      'Days to decide': '2.0',
      'In time': 'yes',
      Closed: '',
      State: 'decided',
      Finding: 'upheld',
      Severity: '',
      Published: `correction on ${dateIn(ctx.now, london)}, under the headline`,
    })
    expect(rows.map((row) => [row.State, row['In time']])).toEqual([
      ['decided', 'yes'],
      ['decided', 'yes'],
      ['decided', 'no'],
      [`merged into ${first.reference}`, ''],
      ['received', ''],
    ])
    for (const secret of ['Hesper', 'example.org', 'The ferry left']) expect(csv).not.toContain(secret)
    expect(await text(casesCsv(ctx, year - 1, london))).not.toContain('SF-')
  })

  it('is noted under the name of whoever took it', async () => {
    await recordCasesExport(ctx, staff.id, year)
    expect(await ctx.db.select({ actor: auditLog.actor, action: auditLog.action }).from(auditLog)).toEqual([
      { actor: staff.id, action: 'exported cases' },
    ])
  })
})
