import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Meter, quantile, thirds, usualQuantile } from '#scripts/bench/soak/meter.ts'
import { keepPace } from '#scripts/bench/soak/pace.ts'

const byNumbers = Array.from({ length: 100 }, (_, place) => 100 - place)

test('a quantile is the value below which so many lie', () => {
  expect([0.5, 0.95, 1].map((share) => quantile(byNumbers, share))).toEqual([50, 95, 100])
  expect(quantile([7], 0.95)).toBe(7)
  expect(quantile([], 0.5)).toBeNaN()
})

test('the first third and the last are compared, and neither what warmed up nor what came after', () => {
  const noted = [-1, 0, 9, 10, 19, 20, 29, 30].map((at) => ({ at }))
  expect(thirds(noted, { from: 0, until: 30 })).toEqual({
    first: [{ at: 0 }, { at: 9 }],
    last: [{ at: 20 }, { at: 29 }],
  })
})

test('a moment of trouble does not count for a time, and what grows does', () => {
  const every = (msAt: (at: number) => number) =>
    Array.from({ length: 1000 }, (_, at) => ({ kind: 'reading' as const, at, ms: msAt(at) }))
  expect(
    usualQuantile(
      every(() => 20),
      0.95,
    ),
  ).toBe(20)
  expect(
    usualQuantile(
      every((at) => (at > 300 && at < 600 ? 5_000 : 20)),
      0.95,
    ),
  ).toBe(20)
  expect(
    usualQuantile(
      every((at) => (at % 10 === 0 ? 500 : 20)),
      0.95,
    ),
  ).toBe(500)
  expect(
    usualQuantile(
      every((at) => at),
      0.5,
    ),
  ).toBeGreaterThan(400)
})

test('visits come as often as they are meant to, though none is ever served, and no more than that', async () => {
  const meter = new Meter()
  const from = performance.now()
  const seen: number[] = []
  let serve: () => void = () => undefined
  const served = new Promise<void>((resolve) => (serve = resolve))
  const visit = async (number: number) => {
    seen.push(number)
    if (number === 9) serve()
    await served
    if (number === 3) throw new Error('led astray')
  }
  const begun = await keepPace([{ kind: 'reading', perMinute: 6_000, visit }], { from, until: from + 100 }, meter)
  expect(begun).toBe(10)
  expect(seen).toEqual(Array.from({ length: 10 }, (_, place) => place))
  expect(meter.told).toEqual(['reading: led astray'])
})

test('where too many visits are under way the site does not keep up, which is a fault, and no more are begun', async () => {
  const meter = new Meter()
  const from = performance.now()
  const visit = async () => {
    while (meter.faults < 20) await wait(5)
  }
  const begun = await keepPace([{ kind: 'giving', perMinute: 60_000, visit }], { from, until: from + 120 }, meter)
  expect(begun).toBe(100)
  expect(meter.faults).toBe(20)
  expect(meter.told[0]).toBe('giving: not begun, 100 visits were under way')
})
