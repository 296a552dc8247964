import type { Block } from '#lib/articles/body/document.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import type { Addresses } from './addresses.ts'
import { onTheStack } from './planted.ts'

/**
 * An article of its own for each test, old enough to lead nowhere.
 * @param more what its text ends with
 */
export async function ownArticle(addresses: Addresses, more: Block[] = [], state: 'published' | 'draft' = 'published') {
  const mark = crypto.randomUUID().slice(0, 8)
  const paragraph = (text: string) => ({ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] })
  return onTheStack(addresses, (ctx) =>
    saveArticle(
      ctx,
      {
        slug: `the-ferry-${mark}`,
        headline: `The ferry at Hask ${mark}`,
        standfirst: 'It left.',
        body: {
          type: 'doc',
          content: [
            paragraph('The ferry left at seven.'),
            paragraph('It rained.'),
            paragraph('It had left at seven before.'),
            ...more,
          ],
        },
        state,
        ...(state === 'published' && { publishedAt: new Date('2020-03-01T08:00:00Z') }),
        access: 'public',
        authors: [{ name: 'Tamsin Okoro-Pell' }],
        topics: [{ name: 'Places' }],
      },
      { reason: 'For a test', personId: null },
    ),
  )
}
