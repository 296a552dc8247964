import { expect, test } from 'vitest'
import { visitThread } from '#lib/comments/visits.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { minuteOf, write } from './threads.ts'

const ctx = await testContext()

async function readers() {
  const article = await makeArticle(ctx)
  const [reader, writer] = [await makePerson(ctx), await makePerson(ctx)]
  const visitAt = (minutes: number) => visitThread({ ...ctx, now: minuteOf(ctx, minutes) }, reader.id, article.id)
  const writeAt = (minutes: number, personId = writer.id) =>
    write(ctx, { articleId: article.id, personId }, { at: minuteOf(ctx, minutes) })
  return { reader, visitAt, writeAt }
}

test('at a first visit nothing is new; at the next, what others wrote since', async () => {
  const { visitAt, writeAt, reader } = await readers()
  await writeAt(-5)
  expect(await visitAt(0)).toMatchObject({ since: null, count: 0, first: null })
  const first = await writeAt(10)
  await writeAt(11)
  const own = await writeAt(12, reader.id)
  expect(await visitAt(60)).toEqual({ since: ctx.now, count: 2, orMore: false, first, own: [own] })
})

test('a visit goes on for half an hour from its beginning, and what was new in it stays so', async () => {
  const { visitAt, writeAt } = await readers()
  await visitAt(0)
  await writeAt(100)
  expect(await visitAt(120)).toMatchObject({ since: ctx.now, count: 1 })
  expect(await visitAt(140)).toMatchObject({ since: ctx.now, count: 1 })
  expect(await visitAt(151)).toMatchObject({ since: minuteOf(ctx, 120), count: 0 })
})

test('counts up to ninety-nine', async () => {
  const { visitAt, writeAt } = await readers()
  await visitAt(0)
  for (let n = 0; n < 100; n += 1) await writeAt(1)
  expect(await visitAt(60)).toMatchObject({ count: 99, orMore: true })
})

test('two pages opened at once are one visit', async () => {
  const { visitAt, writeAt } = await readers()
  await visitAt(0)
  await writeAt(20)
  const seen = await Promise.all([visitAt(60), visitAt(60), visitAt(60)])
  expect(seen.map(({ count }) => count)).toEqual([1, 1, 1])
})
