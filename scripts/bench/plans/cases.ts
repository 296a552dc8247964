import { text } from 'node:stream/consumers'
import { asc } from 'drizzle-orm'
import { cases } from '#db/schema/cases.ts'
import { casesCsv } from '#lib/cases/annual-statement.ts'
import { caseAtDesk, markCaseRead, relatedCases } from '#lib/cases/desk-case.ts'
import { caseCounts, caseShows, casesAtDesk, type CaseQuery } from '#lib/cases/desk-list.ts'
import { caseYears } from '#lib/cases/figures.ts'
import { statementAsked, statementsAskedOf } from '#lib/cases/statements.ts'
import { caseViewsOf } from '#lib/cases/views.ts'
import type { Context } from '#lib/context.ts'
import { places } from '../magazine/size.ts'
import { articleCalled, personNumbered, type Question } from './question.ts'

const london = 'Europe/London'
const somewhere = { at: new Date('2026-09-01'), id: '018a0000-0000-7000-8000-000000000000' }
const times = { warnDays: 5, tomorrow: new Date('2026-11-26') }

function list(given: Partial<CaseQuery>): Question[1] {
  return (ctx) => casesAtDesk(ctx, { show: 'open', q: '', limit: 51, ...given }, times)
}

async function oldest(ctx: Context): Promise<string> {
  const [row] = await ctx.db.select({ id: cases.id }).from(cases).orderBy(asc(cases.receivedAt)).limit(1)
  return row?.id ?? somewhere.id
}

/** What the managing editor's desk asks. */
export const caseQuestions: Question[] = [
  ...caseShows.map((show): Question => [`cases: ${show}`, list({ show })]),
  ...caseShows.map((show): Question => [`cases: ${show}, further on`, list({ show, after: somewhere })]),
  ['open corrections', list({ kind: 'correction' })],
  ['closed cases, further on', list({ state: 'closed', after: somewhere })],
  ['somebody’s open cases', async (ctx) => list({ owner: await personNumbered(ctx, 1) })(ctx)],
  ['nobody’s open cases', list({ owner: 'nobody' })],
  [
    'cases about an article',
    async (ctx) => list({ show: 'all', articleId: await articleCalled(ctx, places.article.slug) })(ctx),
  ],
  ['cases with a word of all', list({ show: 'all', q: 'bridge' })],
  ['cases with a word of none', list({ show: 'all', q: 'qqqzzz' })],
  ['the case of a reference', list({ show: 'all', q: 'SF-2020-0007' })],
  ['how many cases wait', (ctx) => caseCounts(ctx, times)],
  ['a case with its record', async (ctx) => caseAtDesk(ctx, await oldest(ctx))],
  ['a case that is read', (ctx) => markCaseRead(ctx, [somewhere.id])],
  [
    'cases like one',
    async (ctx) =>
      relatedCases(ctx, {
        id: somewhere.id,
        email: 'person8@example.org',
        article: { id: await articleCalled(ctx, places.article.slug) },
      }),
  ],
  ['what an author was asked', (ctx) => statementAsked(ctx, somewhere.id)],
  ['all that somebody was asked', async (ctx) => statementsAskedOf(ctx, await personNumbered(ctx, 10))],
  ['the views somebody keeps', async (ctx) => caseViewsOf(ctx, await personNumbered(ctx, 10))],
  ['the years of cases', (ctx) => caseYears(ctx, london)],
  ['a year of cases, for the regulator', (ctx) => text(casesCsv(ctx, 2019, london))],
]
