import { runningAds } from '#lib/ads/queries.ts'
import * as articles from '#lib/articles/queries.ts'
import { relatedTo } from '#lib/articles/related.ts'
import { articleBody } from '#lib/articles/whole-text.ts'
import { liveCampaigns } from '#lib/books/queries.ts'
import { places } from '../magazine/size.ts'
import { search } from '#lib/search/queries.ts'
import { articleCalled, authorCalled, topicCalled, type Question } from './question.ts'

const furtherOn = { publishedAt: new Date('2026-08-01'), id: '0198a000-0000-7000-8000-000000000000' }

/** What pages ask that everybody may see. */
export const readingQuestions: Question[] = [
  ['newest', (ctx) => articles.newest(ctx, { limit: 60 })],
  ['newest, further on', (ctx) => articles.newest(ctx, { limit: 30, before: furtherOn })],
  ['a topic', async (ctx) => articles.byTopic(ctx, await topicCalled(ctx, places.topic), { limit: 30 })],
  [
    'a topic, further on',
    async (ctx) => articles.byTopic(ctx, await topicCalled(ctx, places.topic), { limit: 30, before: furtherOn }),
  ],
  ['a small topic', async (ctx) => articles.byTopic(ctx, await topicCalled(ctx, 'topic-30'), { limit: 30 })],
  ['an author', async (ctx) => articles.byAuthor(ctx, await authorCalled(ctx, places.author), { limit: 30 })],
  [
    'an author, further on',
    async (ctx) => articles.byAuthor(ctx, await authorCalled(ctx, places.author), { limit: 30, before: furtherOn }),
  ],
  ['an article', (ctx) => articles.articleBySlug(ctx, places.article.slug)],
  ['an article that is not there', (ctx) => articles.articleBySlug(ctx, 'nowhere')],
  ['an article’s body', async (ctx) => articleBody(ctx, await articleCalled(ctx, places.article.slug))],
  ['related articles', async (ctx) => relatedTo(ctx, await articleCalled(ctx, places.article.slug), 3)],
  ['topics in use', (ctx) => articles.topicsInUse(ctx)],
  ['an old address', (ctx) => articles.redirectFor(ctx, '/7/old?x=1')],
  ['the news sitemap', (ctx) => articles.newsSince(ctx, new Date('2026-10-30'))],
  ['the sitemap', (ctx) => articles.allPublished(ctx)],
  ['the sitemap, further on', (ctx) => articles.allPublished(ctx, furtherOn)],
  ['house advertisements', (ctx) => runningAds(ctx, 'Europe/London')],
  ['book campaigns', (ctx) => liveCampaigns(ctx)],
  ['search for a word of most articles', (ctx) => search(ctx, { q: 'said' })],
  ['search for a common word', (ctx) => search(ctx, { q: 'river' })],
  ['search for two words', (ctx) => search(ctx, { q: 'river committee' })],
  ['search for a phrase, and not', (ctx) => search(ctx, { q: '"in the morning" -river' })],
  ['search for a rare word', (ctx) => search(ctx, { q: places.rareWord })],
  ['search for a slip', (ctx) => search(ctx, { q: 'Tarnqill comittee' })],
]
