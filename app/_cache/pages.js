// @ts-check
import fileSystemCache from 'next/dist/server/lib/incremental-cache/file-system-cache.js'
import { tagsManifest } from 'next/dist/server/lib/incremental-cache/tags-manifest.external.js'
import { byOwnTime, byTheClock, oneOf, ownTime, readShared, writeShared } from './shared.js'

// A bundle gives the class itself, Node the module around it.
/** @type {any} */
const imported = fileSystemCache
/** @type {any} */
const FileSystemCache = imported.default ?? imported
const tagsHeader = 'x-next-cache-tags'

/** When the making of a page began that is not kept yet, by its key. */
const begun = oneOf('begun-pages', () => new Map())

/** Whether the database is: app/_server/begin.ts says, in the process that serves. */
const isDatabaseAway = () => Reflect.get(globalThis, Symbol.for('standfirst.isDatabaseAway'))?.() === true

/**
 * Keeps prerendered pages as Next does by itself, in memory, and does five things more:
 * - A page counts as old as the beginning of its making. Next counts from the end: a change that comes while a page is being
 *   made would clear nothing, and the page stand without it.
 * - It says what a page shows by the header that front caches are purged by.
 * - It shares pages with the other instances, where there is a shared cache.
 * - It shows what was cleared as long as it cannot be made anew, because the database is away.
 * - It dates by the process's own time what is cleared. Next dates that by the machine's clock, and everything else by the other: with
 *   the clock moved by ten minutes, changes would be seen ten minutes late, or pages of the last ten minutes not be cleared.
 */
export default class Pages extends FileSystemCache {
  /**
   * @param {string} key
   * @param {any} ctx
   */
  async get(key, ctx) {
    const own = await super.get(key, ctx)
    if (own && !isDue(own)) return own
    const shared = own ? undefined : await readShared(`page:${key}`)
    if (shared) {
      const found = { ...shared.value, lastModified: byOwnTime(shared.madeAt) }
      FileSystemCache.memoryCache?.set(key, found)
      return found
    }
    const past = own || !isDatabaseAway() ? undefined : FileSystemCache.memoryCache?.get(key)
    // As if it had been made now, and good for a second: whoever stands between us and the reader must not keep it.
    if (past?.value) return { ...past, lastModified: ownTime(), cacheControl: { revalidate: 1, expire: 2 } }
    if (!begun.has(key)) {
      // Pages that were begun and never kept; what is forgotten counts from its end.
      if (begun.size > 10_000) begun.clear()
      begun.set(key, ownTime())
    }
    return own
  }

  /**
   * @param {string} key
   * @param {any} data
   * @param {any} ctx
   */
  async set(key, data, ctx) {
    const madeAt = begun.get(key) ?? ownTime()
    begun.delete(key)
    const tags = tagsOf(data)
    if (tags.length > 0) data.headers['surrogate-key'] = tags.filter((tag) => !tag.startsWith('_N_T_')).join(' ')
    await super.set(key, data, ctx)
    const kept = FileSystemCache.memoryCache?.get(key)
    if (kept) kept.lastModified = madeAt
    // Addresses that strangers make up are not worth sharing.
    if (!data || ctx.fetchCache || data.status === 404) return
    const value = { value: data, cacheControl: ctx.cacheControl }
    await writeShared(`page:${key}`, { value, tags, madeAt: byTheClock(madeAt) }, ctx.cacheControl?.expire ?? 0)
  }

  /**
   * @param {string | string[]} tags
   * @param {{ expire?: number }} [durations] seconds until what they name is not shown any more; without, at once
   */
  async revalidateTag(tags, durations = { expire: 0 }) {
    const now = ownTime()
    for (const tag of [tags].flat()) {
      const expired = durations.expire === undefined ? {} : { expired: now + durations.expire * 1_000 }
      tagsManifest.set(tag, { ...tagsManifest.get(tag), stale: now, ...expired })
    }
  }
}

/** @param {any} data */
function tagsOf(data) {
  const header = data?.headers?.[tagsHeader]
  return typeof header === 'string' && header !== '' ? header.split(',') : []
}

/** Whether Next is going to make it anew behind whoever asks. */
function isDue(/** @type {any} */ kept) {
  const revalidate = kept.cacheControl?.revalidate
  return typeof revalidate === 'number' && ownTime() > kept.lastModified + revalidate * 1_000
}
