import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frontPage, pinnedIn, secondSlots, stripLength, unarranged, type FrontPage } from '#lib/front-page/model.ts'
import { arranged, card, cards, topic, type Card } from './cards.ts'

const none = { byTopic: [], pinned: [] }

function shownIn({ lead, second, strips }: FrontPage<Card, unknown>): string[] {
  return [lead, ...second, ...strips.flatMap((strip) => strip.articles)].flatMap((one) => one?.id ?? [])
}

describe('the front page by age alone', () => {
  it('leads with the newest that has a picture, among the four newest', () => {
    const [plain, pictured, fifth] = [card([], false), card(), card()]
    expect(frontPage(unarranged([]), { ...none, latest: [plain, pictured] }).lead).toBe(pictured)
    const four = [plain, card([], false), card([], false), card([], false)]
    expect(frontPage(unarranged([]), { ...none, latest: [...four, fifth] }).lead).toBe(plain)
  })

  it('gives a topic its own before those that only touch it, and leaves an empty one out', () => {
    const [politics, science] = [topic('politics'), topic('science')]
    const [touches, own] = [card(['world', 'politics']), card(['politics'])]
    const { strips } = frontPage(unarranged([politics.id, science.id]), {
      latest: [],
      pinned: [],
      byTopic: [
        { topic: politics, articles: [touches, own] },
        { topic: science, articles: [] },
      ],
    })
    expect(strips.map((strip) => strip.articles)).toEqual([[own, touches]])
  })

  it('stands when there is nothing yet', () => {
    expect(frontPage(unarranged([]), { ...none, latest: [] })).toEqual({
      lead: null,
      second: [null, null, null, null, null],
      strips: [],
    })
  })
})

describe('an arranged front page', () => {
  it('shows what is pinned where it was put, and fills the rest by age', () => {
    const latest = cards(7)
    const [lead, third] = [card([], false), card()]
    const plan = arranged({ lead: lead.id, second: [null, null, third.id, null, null] })
    const front = frontPage(plan, { latest, byTopic: [], pinned: [lead, third] })
    expect(front.lead).toBe(lead)
    expect(front.second).toEqual([latest[0], latest[1], third, latest[2], latest[3]])
  })

  it('falls back to the newest where what is pinned cannot be seen', () => {
    const latest = cards(7)
    const gone = card()
    const plan = arranged({ lead: gone.id, second: [gone.id, null, null, null, null] })
    expect(frontPage(plan, { ...none, latest })).toEqual(frontPage(arranged(), { ...none, latest }))
  })

  it('has the strips it is told, in their order, what is pinned in front', () => {
    const [world, culture] = [topic('world'), topic('culture')]
    const [ofWorld, ofCulture] = [cards(5, ['world']), cards(5, ['culture'])]
    const old = card(['world'])
    const plan = arranged({
      strips: [
        { topicId: culture.id, pinned: [] },
        { topicId: world.id, pinned: [old.id] },
      ],
    })
    const { strips } = frontPage(plan, {
      latest: [],
      byTopic: [
        { topic: world, articles: ofWorld },
        { topic: culture, articles: ofCulture },
      ],
      pinned: [old],
    })
    expect(strips.map((strip) => strip.topic.slug)).toEqual(['culture', 'world'])
    expect(strips[1]?.articles).toEqual([old, ...ofWorld.slice(0, 3)])
  })

  it('never lets age take away what is pinned further down', () => {
    const world = topic('world')
    const latest = cards(8, ['world'])
    const [newest] = latest
    const plan = arranged({ strips: [{ topicId: world.id, pinned: newest ? [newest.id] : [] }] })
    const front = frontPage(plan, { latest, byTopic: [{ topic: world, articles: latest }], pinned: latest.slice(0, 1) })
    expect(front.lead).toBe(latest[1])
    expect(front.strips[0]?.articles[0]).toBe(newest)
  })
})

/** Any magazine, and any arrangement of it, also such as no form would send: articles twice, unknown, or not visible. */
const anyFront = fc
  .record({
    pictures: fc.array(fc.boolean(), { maxLength: 40 }),
    topicOf: fc.array(fc.subarray([0, 1, 2]), { minLength: 40, maxLength: 40 }),
    places: fc.array(fc.option(fc.nat(45)), { minLength: 18, maxLength: 18 }),
    hidden: fc.array(fc.nat(40)),
  })
  .map(({ pictures, topicOf, places, hidden }) => {
    const all = ['politics', 'world', 'science'].map(topic)
    const latest = pictures.map((hasPicture, index) =>
      card(
        (topicOf[index] ?? []).flatMap((one) => all[one]?.slug ?? []),
        hasPicture,
      ),
    )
    const strangers = cards(6)
    const at = (index: number | null | undefined) =>
      index === null || index === undefined ? null : ([...latest, ...strangers][index]?.id ?? null)
    const ids = places.map(at)
    const plan = arranged({
      lead: ids[0] ?? null,
      second: ids.slice(1, 1 + secondSlots),
      strips: all.map(({ id }, index) => ({
        topicId: id,
        pinned: ids.slice(6 + index * stripLength, 6 + (index + 1) * stripLength).filter((one) => one !== null),
      })),
    })
    const visible = latest.filter((_, index) => !hidden.includes(index))
    return {
      plan,
      pool: {
        latest: visible,
        pinned: visible.filter(({ id }) => pinnedIn(plan).includes(id)),
        byTopic: all.map((one) => ({
          topic: one,
          articles: visible.filter(({ topics }) => topics.some(({ slug }) => slug === one.slug)),
        })),
      },
    }
  })

describe('whatever is arranged', () => {
  it('no article appears twice, and none that readers cannot see', () => {
    fc.assert(
      fc.property(anyFront, ({ plan, pool }) => {
        const shown = shownIn(frontPage(plan, pool))
        expect(new Set(shown).size).toBe(shown.length)
        expect(pool.latest.map(({ id }) => id)).toEqual(expect.arrayContaining(shown))
      }),
    )
  })

  it('the lead and the second rank are full when there are enough articles', () => {
    fc.assert(
      fc.property(anyFront, ({ plan, pool }) => {
        const { lead, second } = frontPage(plan, pool)
        const filled = [lead, ...second].filter((one) => one !== null).length
        const elsewhere = plan.strips
          .flatMap(({ pinned }) => pinned)
          .filter((id) => pool.pinned.some((one) => one.id === id))
        const free = pool.latest.length - new Set(elsewhere).size
        expect(filled).toBeGreaterThanOrEqual(Math.min(1 + secondSlots, free))
      }),
    )
  })

  it('what is pinned and visible stands in its place', () => {
    fc.assert(
      fc.property(anyFront, ({ plan, pool }) => {
        const front = frontPage(plan, pool)
        const places = [plan.lead, ...plan.second]
        const stands = [front.lead, ...front.second].map((one) => one?.id ?? null)
        const isMeant = (id: string | null, index: number) =>
          pool.pinned.some((one) => one.id === id) && places.indexOf(id) === index
        expect(stands.filter((_, index) => isMeant(places[index] ?? null, index))).toEqual(places.filter(isMeant))
      }),
    )
  })
})
