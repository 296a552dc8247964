import type { Written } from '#lib/articles/written.ts'
import { paragraphs } from './draft-article.ts'

/** All that is written of an article, as a test needs it. */
export function aWritten(given: Partial<Written> = {}): Written {
  return {
    slug: 'the-clock-in-the-mud',
    headline: 'The clock in the mud',
    shortHeadline: '',
    socialHeadline: '',
    searchHeadline: '',
    standfirst: 'A coast remembers.',
    body: paragraphs('The first paragraph.', 'The second paragraph.'),
    previewBlocks: 1,
    pictureId: null,
    pictureAlt: '',
    pictureCaption: '',
    pictureCredit: '',
    authors: [],
    topics: [],
    related: [],
    ...given,
  }
}
