// @ts-check
import defaultHandler from 'next/dist/server/lib/cache-handlers/default.js'
import { byOwnTime, byTheClock, readShared, writeShared } from './shared.js'

/**
 * Bytes as Next counts them: of keys and values. That nothing is at an address counts for a hundred and takes six hundred and forty
 * (seen with 16.4), so that strangers who make addresses up fill 400 MB at most; with the bound of pages it was 1.6 GB.
 */
const most = 64 * 1024 * 1024

/**
 * Keeps what `use cache` made: in memory, as Next does by itself, and shared behind that, where there is a shared cache. Tags are
 * cleared in memory, for every instance is told (app/api/cache); shared.js judges what is shared by the times of changes.
 * @type {import('next/dist/server/lib/cache-handlers/types.js').CacheHandler}
 */
const memory = defaultHandler.createDefaultCacheHandler(most)

/** @type {import('next/dist/server/lib/cache-handlers/types.js').CacheHandler} */
export default {
  ...memory,
  async get(key, softTags) {
    const own = await memory.get(key, softTags)
    if (own) return own
    const shared = await readShared(`read:${key}`)
    if (!shared) return undefined
    const { bytes, ...entry } = shared.value
    const found = () => ({ ...entry, timestamp: byOwnTime(shared.madeAt), value: streamOf(bytes) })
    await memory.set(key, Promise.resolve(found()))
    return memory.get(key, softTags)
  },
  async set(key, pending) {
    const making = collect(pending).catch(() => undefined)
    await memory.set(
      key,
      making.then((made) => {
        if (!made) return nothing()
        const { bytes, ...entry } = made
        return { ...entry, value: streamOf(bytes) }
      }),
    )
    const made = await making
    if (!made) return
    const { tags, timestamp, expire, ...rest } = made
    await writeShared(`read:${key}`, { value: { ...rest, tags, expire }, tags, madeAt: byTheClock(timestamp) }, expire)
  },
}

/**
 * @param {Promise<import('next/dist/server/lib/cache-handlers/types.js').CacheEntry>} pending
 * @throws when what was to be kept has thrown (the database was away, say)
 */
async function collect(pending) {
  const { value, ...entry } = await pending
  return { ...entry, bytes: new Uint8Array(await new Response(value).arrayBuffer()) }
}

/**
 * What Next's memory does not keep, for it lasts no time. It must be handed something: after a promise that fails, whoever asks for the
 * same read waits for it for good (default.js, pendingSets; seen with 16.4).
 */
const nothing = () => ({
  value: streamOf(new Uint8Array()),
  tags: [],
  stale: 0,
  timestamp: 0,
  expire: 0,
  revalidate: 0,
})

/** @param {Uint8Array} bytes */
function streamOf(bytes) {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes)
      controller.close()
    },
  })
}
