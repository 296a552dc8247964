import { describe, expect, it } from 'vitest'
import { adsFor, type HouseAd } from '#lib/ads/model.ts'

function ad(slug: string, given: Partial<HouseAd> = {}): HouseAd {
  return {
    id: slug,
    advertiser: slug,
    headline: slug,
    text: slug,
    link: 'https://example.org',
    alt: '',
    topicSlugs: [],
    weight: 1,
    picture: null,
    ...given,
  }
}

describe('which advertisement a slot carries', () => {
  const two = [ad('ferry'), ad('lamp')]

  it('is the same for the same page', () => {
    expect(adsFor(two, 'page', [], ['a'])).toEqual(adsFor(two, 'page', [], ['a']))
  })

  it('is not the same twice on one page while there is another', () => {
    for (const page of ['one', 'two', 'three', 'four']) {
      const [first, second] = adsFor(two, page, [], ['a', 'b'])
      expect(first?.id).not.toBe(second?.id)
    }
  })

  it('is one meant for the page’s topics', () => {
    const ads = [ad('seeds', { topicSlugs: ['science'] }), ad('ferry', { topicSlugs: ['places'] })]
    expect(adsFor(ads, 'page', ['places'], ['a'])[0]?.id).toBe('ferry')
    expect(adsFor(ads, 'page', ['politics'], ['a'])).toEqual([null])
  })

  it('follows the weights over many pages', () => {
    const ads = [ad('often', { weight: 3 }), ad('seldom', { weight: 1 })]
    const pages = Array.from({ length: 2_000 }, (_, index) => adsFor(ads, `page-${index}`, [], ['a'])[0]?.id)
    const often = pages.filter((id) => id === 'often').length / pages.length
    expect(often).toBeGreaterThan(0.7)
    expect(often).toBeLessThan(0.8)
  })

  it('is nothing when there is nothing', () => {
    expect(adsFor([], 'page', [], ['a', 'b'])).toEqual([null, null])
  })
})
