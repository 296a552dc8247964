import { describe, expect, it } from 'vitest'
import { fromHtml } from '#lib/articles/body/from-hast.ts'
import { differenceBetween } from '#lib/corrections/difference.ts'
import { quotesHidden } from '#lib/corrections/hidden-words.ts'
import { guide, isLessThan, type GuideFacts } from '#lib/corrections/model.ts'
import { paragraphs } from '#tests/articles/draft-article.ts'

const minor: GuideFacts = {
  kind: 'correction',
  severity: 'minor',
  inHeadline: false,
  onFrontPage: false,
  daysStood: 2,
  readers: null,
}

describe('the guide to prominence', () => {
  it.each<[string, Partial<GuideFacts>, boolean, number]>([
    ['a minor matter stands at the foot', {}, false, 0],
    ['a minor matter of the front page too', { onFrontPage: true }, false, 0],
    ['what was wrong in the headline is corrected beside it', { inHeadline: true }, true, 0],
    ['what stood for long is put right more visibly', { daysStood: 28 }, true, 0],
    ['what was read by many is put right more visibly', { readers: 10_000 }, true, 0],
    ['a significant inaccuracy stands under the headline', { severity: 'significant' }, true, 0],
    ['and on the front page, where it was', { severity: 'significant', onFrontPage: true }, true, 1],
    ['longer, when it stood for long', { severity: 'significant', onFrontPage: true, daysStood: 40 }, true, 2],
    ['a serious one on the front page wherever it was', { severity: 'serious' }, true, 3],
    ['for longer, when it was read by many', { severity: 'serious', readers: 20_000 }, true, 6],
    ['an apology is made where it is seen', { kind: 'apology' }, true, 0],
    ['a reply is heard where the article begins', { kind: 'right_of_reply' }, true, 0],
    ['an update puts nothing right', { kind: 'update', severity: 'serious', onFrontPage: true }, false, 0],
  ])('%s', (_, facts, underHeadline, frontPageDays) => {
    const guidance = guide({ ...minor, ...facts })
    expect(guidance).toMatchObject({ underHeadline, frontPageDays })
    expect(guidance.reasons.length).toBeGreaterThan(0)
  })

  it('knows when less was chosen', () => {
    const guidance = guide({ ...minor, severity: 'serious' })
    expect(isLessThan({ underHeadline: true, frontPageDays: 3 }, guidance)).toBe(false)
    expect(isLessThan({ underHeadline: true, frontPageDays: 2 }, guidance)).toBe(true)
    expect(isLessThan({ underHeadline: false, frontPageDays: 3 }, guidance)).toBe(true)
  })
})

describe('the difference between two states of an article', () => {
  const words = {
    headline: 'The ferry',
    standfirst: '',
    caption: '',
    body: paragraphs('At seven.', 'It rained.', 'Home.'),
  }

  it('is marked word by word, and leaves out what stayed', () => {
    const after = { ...words, headline: 'The boat', body: paragraphs('At six.', 'It rained.', 'Home.', 'A new end.') }
    expect(differenceBetween(words, after)).toEqual([
      {
        part: 'headline',
        paragraphs: [
          [
            { is: 'same', words: 'The ' },
            { is: 'gone', words: 'ferry' },
            { is: 'new', words: 'boat' },
          ],
        ],
      },
      {
        part: 'text',
        paragraphs: [
          [
            { is: 'same', words: 'At ' },
            { is: 'gone', words: 'seven' },
            { is: 'new', words: 'six' },
            { is: 'same', words: '.' },
          ],
          [{ is: 'new', words: 'A new end.' }],
        ],
      },
    ])
  })

  it('is nothing when nothing changed', () => {
    expect(differenceBetween(words, { ...words })).toEqual([])
  })

  it('divides no figure', () => {
    expect(differenceBetween({ ...words, headline: '£214,000' }, { ...words, headline: '£241,000' })).toEqual([
      {
        part: 'headline',
        paragraphs: [
          [
            { is: 'same', words: '£' },
            { is: 'gone', words: '214,000' },
            { is: 'new', words: '241,000' },
          ],
        ],
      },
    ])
  })

  it('shows a paragraph that went', () => {
    expect(differenceBetween(words, { ...words, body: paragraphs('At seven.', 'Home.') })).toEqual([
      { part: 'text', paragraphs: [[{ is: 'gone', words: 'It rained.' }]] },
    ])
  })
})

describe('a note about an article that not everybody reads', () => {
  const hidden = 'Nobody on the quay that night had counted more than eleven of the crates before the lights went out.'
  const body = fromHtml(
    `<p>The open beginning of it all, which everybody may read and quote at any length they like.</p><p>${hidden}</p><p>End.</p>`,
  ).body

  it('quotes what is behind the gate', () => {
    expect(quotesHidden(`We said: “${hidden}”`, [body], 1)).toBe(true)
    expect(quotesHidden('We wrote that nobody had counted more than eleven of the crates.', [body], 1)).toBe(false)
    expect(
      quotesHidden('The open beginning of it all, which everybody may read and quote at any length.', [body], 1),
    ).toBe(false)
    expect(quotesHidden(`We said: “${hidden}”`, [body], 2)).toBe(false)
  })
})
