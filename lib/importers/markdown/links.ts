import { basename, dirname, resolve } from 'node:path'
import type { FrontMatter } from './front-matter.ts'

/** Knows where links between the files of a folder lead. */
export class FileLinks {
  readonly #byPath = new Map<string, string>()
  readonly #byName = new Map<string, string>()
  readonly #byAddress = new Map<string, string>()
  readonly #slugs = new Set<string>()

  add(file: string, { slug, oldAddresses }: FrontMatter): void {
    this.#byPath.set(file, slug)
    this.#byName.set(basename(file), slug)
    for (const address of oldAddresses) this.#byAddress.set(bare(address), slug)
    this.#slugs.add(slug)
  }

  /**
   * @param href as it was written in `file`
   * @returns an article's path; null for what is none of the files
   */
  resolve(href: string, file: string): string | null {
    const [, path = '', hash = ''] = /^([^?#]*)(?:\?[^#]*)?(#.*)?$/.exec(href) ?? []
    if (path === '' || /^[a-z][\w+.-]*:|^\/\//i.test(path)) return null
    const slug = path.startsWith('/') ? this.#ofAddress(path) : this.#ofFile(decoded(path), file)
    return slug === undefined ? null : `/articles/${slug}${hash}`
  }

  #ofFile(path: string, file: string): string | undefined {
    const target = resolve(dirname(file), path)
    const candidates = ['', '.md', '.markdown', '/index.md', '/_index.md'].map((ending) => target + ending)
    const found = candidates.find((candidate) => this.#byPath.has(candidate))
    return found === undefined ? this.#byName.get(basename(path)) : this.#byPath.get(found)
  }

  /** A page of the old site is known by an address that a file names, or by its last part. */
  #ofAddress(path: string): string | undefined {
    const last = bare(path).split('/').at(-1) ?? ''
    return this.#byAddress.get(bare(path)) ?? (this.#slugs.has(last) ? last : undefined)
  }
}

function bare(path: string): string {
  return path.replace(/\/(?:index\.html)?$/, '').replace(/\.(?:html?|md|markdown)$/, '')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
