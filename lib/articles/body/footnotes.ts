import type { Block, Body, Footnote, Inline } from './document.ts'
import { mapInlines } from './rebuild.ts'
import type { Tally } from './sanitise.ts'

/** The note a reference's address (or a note's id) names, as remark-rehype and `toHast` write it. */
export function footnoteAnchor(href: string | undefined): string | undefined {
  return /^#(?:user-content-)?fn-(.+)$/.exec(href ?? '')?.[1]
}

/** Numbers footnotes by their first reference, whatever they were called before. */
export class FootnoteList {
  readonly #ids = new Map<string, string>()
  readonly #contents = new Map<string, Block[]>()

  /** @returns the note's id in the document */
  refer(name: string): string {
    const id = this.#ids.get(name) ?? String(this.#ids.size + 1)
    this.#ids.set(name, id)
    return id
  }

  define(name: string, content: Block[]): void {
    if (content.length > 0) this.#contents.set(name, content)
  }

  /**
   * Puts the notes at the end; a reference without a note, and a note without a reference, are left out and counted.
   */
  attach(blocks: Block[], tally: Tally): Body['content'] {
    const footnotes: Footnote[] = []
    for (const [name, id] of this.#ids) {
      const content = this.#contents.get(name)
      if (content === undefined) tally.add('reference to a footnote that is not there')
      else footnotes.push({ type: 'footnote', attrs: { id }, content })
    }
    const unreferenced = [...this.#contents.keys()].filter((name) => !this.#ids.has(name)).length
    if (unreferenced > 0) tally.add('footnote that nothing refers to', unreferenced)
    const kept = new Set(footnotes.map((note) => note.attrs.id))
    const isKept = (node: Inline) => node.type !== 'footnoteReference' || kept.has(node.attrs.id)
    const text = kept.size === this.#ids.size ? blocks : mapInlines(blocks, (content) => content.filter(isKept))
    return footnotes.length === 0 ? text : [...text, { type: 'footnotes', content: footnotes }]
  }
}
