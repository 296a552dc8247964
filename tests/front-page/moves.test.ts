import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { arrangementSchema, pinnedIn } from '#lib/front-page/model.ts'
import { afterMove, pinnedAt } from '#lib/front-page/moves.ts'
import { arranged } from './cards.ts'

const [a, b, c] = [v7(), v7(), v7()]
const [world, culture, science] = [v7(), v7(), v7()]

describe('arranging', () => {
  it('puts an article into a place, and takes it from where it was', () => {
    const plan = afterMove(afterMove(arranged(), `put ${a} second.1`), `put ${a} lead`)
    expect(plan).toEqual(arranged({ lead: a }))
  })

  it('lets two articles change places', () => {
    const plan = arranged({ lead: a, second: [b, null, null, null, null] })
    expect(afterMove(plan, 'move second.0 lead')).toEqual(arranged({ lead: b, second: [a, null, null, null, null] }))
  })

  it('moves an article past a free place', () => {
    const plan = arranged({ lead: a })
    expect(afterMove(plan, 'move lead second.0')).toEqual(arranged({ second: [a, null, null, null, null] }))
  })

  it('makes room in a strip, and lets the fifth go', () => {
    const four = [v7(), v7(), v7(), v7()]
    const plan = arranged({ lead: a, strips: [{ topicId: world, pinned: four }] })
    expect(afterMove(plan, `move lead strip.${world}.1`).strips[0]?.pinned).toEqual([four[0], a, four[1], four[2]])
  })

  it('moves within a strip', () => {
    const plan = arranged({ strips: [{ topicId: world, pinned: [a, b, c] }] })
    expect(afterMove(plan, `move strip.${world}.0 strip.${world}.2`).strips[0]?.pinned).toEqual([b, c, a])
  })

  it('moves, adds and leaves out strips', () => {
    const strips = (plan: ReturnType<typeof arranged>) => plan.strips.map(({ topicId }) => topicId)
    const plan = arranged({ strips: [world, culture, science].map((topicId) => ({ topicId, pinned: [] })) })
    expect(strips(afterMove(plan, `strip up ${culture}`))).toEqual([culture, world, science])
    expect(strips(afterMove(plan, `strip up ${world}`))).toEqual([world, culture, science])
    expect(strips(afterMove(plan, `strip down ${world}`))).toEqual([culture, world, science])
    expect(strips(afterMove(plan, `strip place ${science} ${world}`))).toEqual([science, world, culture])
    expect(strips(afterMove(plan, `strip remove ${world}`))).toEqual([culture, science])
    expect(strips(afterMove(plan, `strip add ${a}`))).toEqual([world, culture, science, a])
  })

  it('lets go of what was put somewhere', () => {
    expect(afterMove(arranged({ lead: a }), 'clear lead')).toEqual(arranged())
  })

  it.each([
    '',
    'put',
    `put ${a} second.7`,
    'move lead',
    'clear strip',
    `strip up ${a}`,
    'burn lead',
    `put ${a} strip.x.0`,
  ])('changes nothing when asked for what cannot be: %s', (asked) => {
    const plan = arranged({ lead: a })
    expect(afterMove(plan, asked)).toEqual(plan)
  })

  it('keeps an arrangement one that can be saved, whatever is done to it', () => {
    const places = ['lead', 'second.0', 'second.4', `strip.${world}.0`, `strip.${world}.3`, `strip.${culture}.1`]
    const place = fc.constantFrom(...places)
    const article = fc.constantFrom(a, b, c, v7(), v7(), v7())
    const topicId = fc.constantFrom(world, culture, science)
    const asked = fc.oneof(
      fc.tuple(article, place).map(([id, to]) => `put ${id} ${to}`),
      fc.tuple(place, place).map(([from, to]) => `move ${from} ${to}`),
      place.map((at) => `clear ${at}`),
      fc.tuple(fc.constantFrom('up', 'down', 'remove', 'add'), topicId).map(([deed, id]) => `strip ${deed} ${id}`),
    )
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 40 }), (all) => {
        const start = arranged({ strips: [world, culture].map((id) => ({ topicId: id, pinned: [] })) })
        const plan = all.reduce(afterMove, start)
        arrangementSchema.parse(plan)
        expect(new Set(pinnedIn(plan)).size).toBe(pinnedIn(plan).length)
        expect(new Set(plan.strips.map((strip) => strip.topicId)).size).toBe(plan.strips.length)
        expect(pinnedAt(plan, 'lead')).toBe(plan.lead)
      }),
    )
  })
})
