import { describe, expect, test } from 'vitest'
import type { Body } from '#lib/articles/body/document.ts'
import { isSame, mergeWritten, settledBody } from '#lib/articles/merge.ts'
import { toText } from '#lib/articles/body/to-text.ts'
import { paragraphs } from './draft-article.ts'
import { aWritten } from './written.ts'

const base = aWritten({ body: paragraphs('One.', 'Two.', 'Three.', 'Four.') })

describe('what two have made of one article', () => {
  test('is put together where they changed other places', () => {
    const theirs = { ...base, standfirst: 'Theirs.', body: paragraphs('One!', 'Two.', 'Three.', 'Four.') }
    const mine = { ...base, headline: 'Mine', body: paragraphs('One.', 'Two.', 'Three.', 'Four.', 'Five.') }
    const merged = mergeWritten(base, theirs, mine)
    expect(merged).toMatchObject({ isSettled: true, fields: [] })
    expect(merged.written).toMatchObject({ headline: 'Mine', standfirst: 'Theirs.' })
    expect(toText(merged.written.body)).toBe('One!\n\nTwo.\n\nThree.\n\nFour.\n\nFive.')
  })

  test('is nobody’s to decide where both changed the same way, or only one changed anything', () => {
    const same = { ...base, headline: 'The same', body: paragraphs('One.', 'Two!', 'Three.', 'Four.') }
    expect(mergeWritten(base, same, same)).toMatchObject({ isSettled: true, written: { headline: 'The same' } })
    expect(mergeWritten(base, same, base).written).toEqual(same)
    expect(mergeWritten(base, base, same).written).toEqual(same)
  })

  test('is shown where both changed the same place otherwise, and each choice is what it says', () => {
    const theirs = { ...base, headline: 'Theirs', body: paragraphs('One.', 'Two, by them.', 'Three.', 'Four.') }
    const mine = { ...base, headline: 'Mine', body: paragraphs('One.', 'Two, by me.', 'Three.', 'Four.') }
    const merged = mergeWritten(base, theirs, mine)
    expect(merged).toMatchObject({ isSettled: false, fields: ['headline'], written: { headline: 'Mine' } })
    const sides = { base, theirs, mine }
    const chosen = (choice: 'theirs' | 'mine' | 'both') => toText(settledBody(sides, [choice])).split('\n\n')
    expect(chosen('theirs')).toEqual(['One.', 'Two, by them.', 'Three.', 'Four.'])
    expect(chosen('mine')).toEqual(['One.', 'Two, by me.', 'Three.', 'Four.'])
    expect(chosen('both')).toEqual(['One.', 'Two, by them.', 'Two, by me.', 'Three.', 'Four.'])
  })

  test('keeps a footnote of each, and both texts of one that both changed', () => {
    const noted = (...notes: [string, string][]): Body => ({
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'A claim.' },
            ...notes.map(([id]) => ({ type: 'footnoteReference' as const, attrs: { id } })),
          ],
        },
        {
          type: 'footnotes',
          content: notes.map(([id, text]) => ({
            type: 'footnote' as const,
            attrs: { id },
            content: [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] }],
          })),
        },
      ],
    })
    const from = aWritten({ body: noted(['1', 'Source.']) })
    const merged = mergeWritten(
      from,
      { ...from, body: noted(['1', 'A source.']) },
      { ...from, body: noted(['1', 'The source.']) },
    )
    expect(toText(merged.written.body)).toBe('A claim.\n\nA source.\n\nThe source.')
    const withoutIt = mergeWritten(from, from, { ...from, body: paragraphs('No claim.') })
    expect(withoutIt.written.body).toEqual(paragraphs('No claim.'))
  })
})

test('the order of keys is no difference', () => {
  expect(isSame({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true)
  expect(isSame([1, 2], [2, 1])).toBe(false)
})
