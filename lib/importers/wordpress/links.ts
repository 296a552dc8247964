import { isOldHost, keyOf, ownPath, type Way } from './addresses.ts'
import type { WordPressSite } from './parse.ts'

/** What WordPress adds to the address of a page for a part or another form of it. */
const endings = /\/(?:page\/\d+|comment-page-\d+|\d+|amp|feed|embed|trackback)\/?(?=\?|$)/i

export interface LinksTold {
  pageNotHere(): void
  fileThere(): void
}

/** Knows where links to the old site lead now. */
export class OldLinks {
  readonly #targets: Map<string, string>
  readonly #site: WordPressSite

  constructor(ways: Way[], site: WordPressSite) {
    this.#targets = new Map(ways.map(({ from, to }) => [keyOf(from), to]))
    this.#site = site
  }

  /**
   * @param href as it was written
   * @param base the address of the page it stands on
   * @param told of links to pages of the old site that are not in the export, and to its files
   * @returns as it is to be written: a path of this site, or what it leads to elsewhere; null for what leads nowhere
   */
  resolve(href: string, base: string | undefined, told: LinksTold): string | null {
    const typed = href.trim()
    if (typed === '' || typed.startsWith('#')) return null
    const path = ownPath(typed, base, this.#site)
    if (path === null) {
      if (!URL.canParse(typed, base)) return null
      const url = new URL(typed, base)
      if (isOldHost(url, this.#site)) told.fileThere()
      return url.href
    }
    const { searchParams, hash } = new URL(typed, base ?? this.#site.url)
    const sought = searchParams.get('s')
    if (sought !== null) return `/search?${new URLSearchParams({ q: sought }).toString()}`
    if (this.#isHome(path)) return '/'
    const target = this.#targets.get(keyOf(path)) ?? this.#targets.get(keyOf(path.replace(endings, '/')))
    if (target === undefined) {
      told.pageNotHere()
      return path + hash
    }
    // What jumped to the old page's own furniture jumps nowhere here.
    return /^#(?:more-|comment|respond)/i.test(hash) ? target : target + hash
  }

  #isHome(path: string): boolean {
    return keyOf(path) === keyOf(new URL(this.#site.url).pathname)
  }
}
