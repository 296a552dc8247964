import { describe, expect, it } from 'vitest'
import { frontPage } from '#lib/articles/front-page.ts'
import type { ArticleCard } from '#lib/articles/model.ts'
import type { Topic } from '#lib/articles/queries.ts'

const picture = { contentHash: 'a', width: 3, height: 2, colour: '#000000', alt: '', caption: '', credit: '' }

function card(slug: string, topicSlugs: string[] = ['politics'], hasPicture = true): ArticleCard {
  return {
    id: slug,
    slug,
    headline: slug,
    standfirst: '',
    authors: [],
    topics: topicSlugs.map((topic) => ({ slug: topic, name: topic })),
    picture: hasPicture ? picture : null,
    publishedAt: new Date('2026-11-20'),
    access: 'public',
    readingMinutes: 1,
    commentCount: 0,
  }
}

function topic(slug: string): Topic {
  return { id: slug, slug, name: slug, description: '', position: 1 }
}

describe('the front page', () => {
  it('leads with the newest that has a picture, among the four newest', () => {
    expect(frontPage([card('a', [], false), card('b')], []).lead?.slug).toBe('b')
    expect(frontPage([...['a', 'b', 'c', 'd'].map((slug) => card(slug, [], false)), card('e')], []).lead?.slug).toBe(
      'a',
    )
  })

  it('shows no article twice', () => {
    const latest = Array.from({ length: 12 }, (_, index) => card(String(index), ['politics', 'world']))
    const { lead, second, strips } = frontPage(latest, [
      { topic: topic('politics'), articles: latest },
      { topic: topic('world'), articles: latest },
    ])
    const shown = [lead, ...second, ...strips.flatMap((strip) => strip.articles)].map((one) => one?.slug)
    expect(new Set(shown).size).toBe(shown.length)
  })

  it('gives a topic its own before those that only touch it, and leaves an empty one out', () => {
    const articles = [card('touches', ['world', 'politics']), card('own', ['politics'])]
    const { strips } = frontPage(
      [],
      [
        { topic: topic('politics'), articles },
        { topic: topic('science'), articles: [] },
      ],
    )
    expect(strips.map((strip) => strip.articles.map((one) => one.slug))).toEqual([['own', 'touches']])
  })

  it('stands when there is nothing yet', () => {
    expect(frontPage([], [])).toEqual({ lead: null, second: [], strips: [] })
  })
})
