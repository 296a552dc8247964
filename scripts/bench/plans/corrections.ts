import { newest } from '#lib/articles/queries.ts'
import { correctionsAtDesk } from '#lib/corrections/desk.ts'
import {
  allCorrections,
  correctionsOf,
  correctionsOnFrontPage,
  differencesOf,
  repliedTo,
  spanOfCorrections,
} from '#lib/corrections/queries.ts'
import { places } from '../magazine/size.ts'
import { articleCalled, type Question } from './question.ts'

const furtherOn = { at: new Date('2026-08-01'), id: '0198a000-0000-7000-8000-000000000000' }
const aYear = { start: new Date('2025-01-01'), end: new Date('2026-01-01') }

const anArticle = (ctx: Parameters<Question[1]>[0]) => articleCalled(ctx, places.article.slug)

/** What readers and the desk ask of corrections. */
export const correctionQuestions: Question[] = [
  ['an article’s corrections', async (ctx) => correctionsOf(ctx, [await anArticle(ctx)])],
  ['what changed with them', async (ctx) => differencesOf(ctx, await anArticle(ctx))],
  ['what an article replies to', async (ctx) => repliedTo(ctx, await anArticle(ctx))],
  [
    'the corrections of a feed’s articles',
    async (ctx) =>
      correctionsOf(
        ctx,
        (await newest(ctx, { limit: 30 })).map(({ id }) => id),
      ),
  ],
  ['all corrections', (ctx) => allCorrections(ctx, { limit: 21 })],
  ['all corrections, further on', (ctx) => allCorrections(ctx, { limit: 21, before: furtherOn })],
  ['the corrections of a year', (ctx) => allCorrections(ctx, { limit: 21, span: aYear })],
  ['the years of corrections', (ctx) => spanOfCorrections(ctx)],
  ['corrections on the front page', (ctx) => correctionsOnFrontPage(ctx)],
  ['corrections at the desk', (ctx) => correctionsAtDesk(ctx, { limit: 51 })],
  [
    'corrections at the desk, of a kind',
    (ctx) => correctionsAtDesk(ctx, { limit: 51, kind: 'correction', after: furtherOn }),
  ],
  [
    'an article’s corrections at the desk',
    async (ctx) => correctionsAtDesk(ctx, { limit: 51, articleId: await anArticle(ctx) }),
  ],
]
