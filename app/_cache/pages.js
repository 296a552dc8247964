// @ts-check
import fileSystemCache from 'next/dist/server/lib/incremental-cache/file-system-cache.js'
import { oneOf, readShared, writeShared } from './shared.js'

// A bundle gives the class itself, Node the module around it.
const FileSystemCache = fileSystemCache.default ?? fileSystemCache
const tagsHeader = 'x-next-cache-tags'

/** When the making of a page began that is not kept yet, by its key. */
const begun = oneOf('begun-pages', () => new Map())

/**
 * Keeps prerendered pages as Next does by itself, in memory, and does three things more:
 * - A page counts as old as the beginning of its making. Next counts from the end: a change that comes while a page is being
 *   made would clear nothing, and the page stand without it.
 * - It says what a page shows by the header that front caches are purged by.
 * - It shares pages with the other instances, where there is a shared cache.
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
      const found = { ...shared.value, lastModified: shared.madeAt }
      FileSystemCache.memoryCache?.set(key, found)
      return found
    }
    if (!begun.has(key)) {
      // Pages that were begun and never kept; what is forgotten counts from its end.
      if (begun.size > 10_000) begun.clear()
      begun.set(key, Date.now())
    }
    return own
  }

  /**
   * @param {string} key
   * @param {any} data
   * @param {any} ctx
   */
  async set(key, data, ctx) {
    const madeAt = begun.get(key) ?? Date.now()
    begun.delete(key)
    const tags = tagsOf(data)
    if (tags.length > 0) data.headers['surrogate-key'] = tags.filter((tag) => !tag.startsWith('_N_T_')).join(' ')
    await super.set(key, data, ctx)
    const kept = FileSystemCache.memoryCache?.get(key)
    if (kept) kept.lastModified = madeAt
    // Addresses that strangers make up are not worth sharing.
    if (!data || ctx.fetchCache || data.status === 404) return
    const value = { value: data, cacheControl: ctx.cacheControl }
    await writeShared(`page:${key}`, { value, tags, madeAt }, ctx.cacheControl?.expire ?? 0)
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
  return typeof revalidate === 'number' && Date.now() > kept.lastModified + revalidate * 1_000
}
