import type { ArticleInput, SaveOptions } from '#lib/articles/commands.ts'
import type { Body } from '#lib/articles/body/document.ts'
import { fromHtml } from '#lib/articles/body/from-hast.ts'

export const byTest: SaveOptions = { reason: 'Saved by a test', personId: null }

/** @returns a body of one paragraph a line */
export function paragraphs(...lines: string[]): Body {
  return fromHtml(lines.map((line) => `<p>${line}</p>`).join('')).body
}

/** A public article published at some time long before any test's now. */
export function anArticle(given: Partial<ArticleInput> = {}): ArticleInput {
  return {
    slug: 'the-clock-in-the-mud',
    headline: 'The clock in the mud',
    standfirst: 'A coast remembers several versions of itself.',
    body: paragraphs('The first paragraph.', 'The second paragraph.', 'The third paragraph.', 'The fourth paragraph.'),
    state: 'published',
    publishedAt: new Date('2026-01-10T08:00:00Z'),
    authors: [{ name: 'Ifeoma Trevanion' }],
    topics: [{ name: 'Science' }],
    ...given,
  }
}
