import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import reads from '#app/_cache/reads.js'
import { ownTime } from '#app/_cache/shared.js'

const entry = (value: ReadableStream<Uint8Array>) => ({
  value,
  tags: [],
  stale: 60,
  timestamp: ownTime(),
  expire: 31_536_000,
  revalidate: 900,
})
const text = (words: string) => new Blob([words]).stream()
/** What Next hands over when what was to be kept has thrown: some of it, and then the fault. */
const broken = () =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('half'))
      controller.error(new Error('the database is away'))
    },
  })

async function kept(key: string): Promise<string | undefined> {
  const found = await Promise.race([reads.get(key, []), wait(2_000, 'still waiting')])
  if (typeof found === 'string') return found
  return found && new Response(found.value).text()
}

test('what was read is kept', async () => {
  await reads.set('whole', Promise.resolve(entry(text('It rained.'))))
  expect(await kept('whole')).toBe('It rained.')
})

test.each([
  ['breaks off', () => Promise.resolve(entry(broken()))],
  ['is never begun', () => Promise.reject(new Error('the database is away'))],
])('what %s is not kept, and nobody waits for it', async (name, pending) => {
  await reads.set(name, pending())
  expect(await kept(name)).toBeUndefined()
  await reads.set(name, Promise.resolve(entry(text('It rained.'))))
  expect(await kept(name)).toBe('It rained.')
})
