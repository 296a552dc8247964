import { afterAll, beforeAll, expect, test } from 'vitest'
import { findArticles } from '#lib/articles/desk.ts'
import { countMonths } from '#lib/figures/commands.ts'
import { donationLines } from '#lib/figures/export.ts'
import { figuresOf } from '#lib/figures/queries.ts'
import { generateMagazine } from '#scripts/bench/magazine/generate.ts'
import { places, tenth } from '#scripts/bench/magazine/size.ts'
import { questions } from '#scripts/bench/plans/all.ts'
import { commentQuestions } from '#scripts/bench/plans/comments.ts'
import { openExplainer, type Explainer } from '#scripts/bench/plans/explain.ts'
import { testContext } from '#tests/support/context.ts'

/*
 * What pages and the desk ask must be answered from indexes however much there is. Here at a tenth of the size that
 * `npm run bench -- plans` explains the same questions at: large enough for the planner to decide the same.
 */

let explainer: Explainer

beforeAll(async () => {
  const ctx = await testContext({ now: new Date('2026-11-25T10:00:00Z') })
  await generateMagazine(ctx.config.databaseUrl, tenth)
  await countMonths(ctx)
  explainer = await openExplainer(ctx)
}, 180_000)

afterAll(() => explainer.close())

test.each(questions)('%s: no large table is read from end to end', async (_, ask) => {
  expect(await explainer.faultsOf(ask)).toEqual([])
})

/** Twenty comments with three answers each, and three to each of those. */
const mostOnAPage = 20 * 3 * 3

test.each(commentQuestions)('%s: as many comments are read as shown, of a thread of any length', async (_, ask) => {
  const explained = await explainer.explain(ask)
  const all = explained.flatMap(({ readings }) => readings)
  expect(all.filter(({ way, table }) => way.includes('Seq Scan') && table === 'comments')).toEqual([])
  expect(all.filter(({ way, rows }) => way === 'Sort' && rows > mostOnAPage)).toEqual([])
})

test('what few articles have is found by its words, not by going through all of them until enough have it', async () => {
  const explained = await explainer.explain((ctx) => findArticles(ctx, { q: places.rareWord, limit: 50 }))
  const ofArticles = explained.flatMap(({ readings }) => readings).filter(({ table }) => table === 'articles')
  expect(ofArticles.map(({ way }) => way)).toContain('Bitmap Heap Scan')
  expect(ofArticles.filter(({ way, rows }) => way.startsWith('Index') && rows > 1)).toEqual([])
})

test('of what was given, figures count anew the month that runs, and the month and the year up to now', async () => {
  const explained = await explainer.explain((ctx) => figuresOf(ctx, 12, 'Europe/London'))
  const ofDonations = explained.flatMap(({ readings }) => readings).filter(({ table }) => table === 'donations')
  expect(ofDonations.length).toBeLessThanOrEqual(3)
})

test('an export is read a thousand at a time, each step from the index', async () => {
  const explained = await explainer.explain(async (ctx) => {
    let lines = 0
    for await (const _ of donationLines(ctx, { from: '2026-01-01', to: '2026-11-25' }, 'Europe/London')) {
      lines += 1
      if (lines === 2_500) break
    }
  })
  expect(explained).toHaveLength(3)
  for (const { query, readings } of explained) {
    expect(query).toContain('limit')
    expect(readings.filter(({ table }) => table === 'donations').map(({ way }) => way)).toEqual(['Index Scan'])
  }
})
