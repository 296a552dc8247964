import { slugify } from '../model.ts'

/** Gives every heading of one page an id of its own, to link to. */
export class HeadingIds {
  readonly #taken = new Set<string>()

  idFor(text: string): string {
    const slug = slugify(text) || 'section'
    // Footnotes have the names fn-1, fnref-1: a heading must not take one.
    const base = /^fn(?:ref)?-\d/.test(slug) ? `section-${slug}` : slug
    let id = base
    for (let number = 2; this.#taken.has(id); number += 1) id = `${base}-${number}`
    this.#taken.add(id)
    return id
  }
}
