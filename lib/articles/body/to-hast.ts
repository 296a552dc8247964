import type { Element, ElementContent, Root } from 'hast'
import type { Block, Body, Inline, Mark, Picture, PlainMark } from './document.ts'
import { HeadingIds } from './heading-ids.ts'
import { blocksOf, footnotesOf } from './rebuild.ts'
import { embedToHast } from './to-embed.ts'
import { tableToHast } from './to-table.ts'

export interface ShowOptions {
  /**
   * Where a picture can be fetched. Without it a picture is an empty `figure` that names the picture in its data
   * attributes, for whoever renders it to fill.
   */
  pictureUrl?: (picture: Picture['attrs']) => { src: string; width: number; height: number } | null
  /** The magazine's address, without a slash at its end: makes links absolute, for feeds. */
  publicUrl?: string
}

/** Writes a body as a HTML tree. Nothing in it comes from anywhere but the closed set of the document. */
export function toHast(body: Body, options: ShowOptions = {}): Root {
  const writer = new Writer(options)
  const children: ElementContent[] = writer.blocks(blocksOf(body))
  const notes = footnotesOf(body)?.content ?? []
  const ordered = notes
    .filter((note) => writer.references.has(note.attrs.id))
    .toSorted((one, other) => writer.numberOf(one.attrs.id) - writer.numberOf(other.attrs.id))
  if (ordered.length > 0) {
    const items = ordered.map((note) =>
      element('li', { id: `fn-${writer.numberOf(note.attrs.id)}` }, writer.note(note.attrs.id, note.content)),
    )
    children.push(
      element(
        'section',
        { className: ['footnotes'], dataFootnotes: true, role: 'doc-endnotes', ariaLabel: 'Footnotes' },
        [element('ol', {}, items)],
      ),
    )
  }
  return { type: 'root', children }
}

const elementOfMark: Record<PlainMark, string> = {
  bold: 'strong',
  italic: 'em',
  code: 'code',
  strike: 's',
  superscript: 'sup',
  subscript: 'sub',
}

class Writer {
  /** How often each footnote has been referred to so far; its place in the order is its number. */
  readonly references = new Map<string, number>()
  readonly #headingIds = new HeadingIds()
  readonly #options: ShowOptions

  constructor(options: ShowOptions) {
    this.#options = options
  }

  numberOf(noteId: string): number {
    return [...this.references.keys()].indexOf(noteId) + 1
  }

  blocks(blocks: Block[]): ElementContent[] {
    return blocks.map((block) => this.#block(block))
  }

  #block(block: Block): Element {
    switch (block.type) {
      case 'paragraph':
        return element('p', direction(block.content), this.#inlines(block.content))
      case 'heading':
        return element(
          `h${block.attrs.level}`,
          { id: this.#headingIds.idFor(plainText(block.content)), ...direction(block.content) },
          this.#inlines(block.content),
        )
      case 'blockquote':
        return element('blockquote', {}, this.blocks(block.content))
      case 'pullQuote':
        return element('aside', { className: ['pull-quote'] }, this.blocks(block.content))
      case 'bulletList':
        return element(
          'ul',
          {},
          block.content.map((item) => this.#item(item.content)),
        )
      case 'orderedList':
        return element(
          'ol',
          block.attrs.start === 1 ? {} : { start: block.attrs.start },
          block.content.map((item) => this.#item(item.content)),
        )
      case 'horizontalRule':
        return element('hr')
      case 'codeBlock':
        return element('pre', {}, [
          element(
            'code',
            {},
            (block.content ?? []).map(({ text }) => ({ type: 'text', value: text })),
          ),
        ])
      case 'picture':
        return this.#picture(block.attrs)
      case 'embed':
        return embedToHast(block)
      case 'table':
        return tableToHast(block, (blocks) => this.#tight(blocks))
    }
  }

  /** One paragraph, with or without a list under it, needs no `p`. */
  #item(content: Block[]): Element {
    return element('li', {}, this.#tight(content))
  }

  #tight(content: Block[]): ElementContent[] {
    const [first, ...rest] = content
    if (
      first?.type !== 'paragraph' ||
      rest.some((block) => block.type !== 'bulletList' && block.type !== 'orderedList')
    )
      return this.blocks(content)
    return [...this.#inlines(first.content), ...this.blocks(rest)]
  }

  #inlines(content: Inline[] = []): ElementContent[] {
    return this.#nested(
      content.map((node) => ({ node, marks: node.type === 'text' ? outermostFirst(node.marks) : [] })),
    )
  }

  /** Neighbours that share their outer mark share its element: a link with one italic word is still one link. */
  #nested(content: { node: Inline; marks: Mark[] }[]): ElementContent[] {
    const written: ElementContent[] = []
    for (let place = 0; place < content.length;) {
      const first = content[place]
      if (first === undefined) break
      const outer = first.marks[0]
      if (outer === undefined) {
        written.push(this.#leaf(first.node))
        place += 1
        continue
      }
      const key = JSON.stringify(outer)
      let end = place
      while (end < content.length && JSON.stringify(content[end]?.marks[0]) === key) end += 1
      written.push(
        this.#marked(
          outer,
          this.#nested(content.slice(place, end).map(({ node, marks }) => ({ node, marks: marks.slice(1) }))),
        ),
      )
      place = end
    }
    return written
  }

  #leaf(node: Inline): ElementContent {
    if (node.type === 'hardBreak') return element('br')
    if (node.type === 'footnoteReference') return this.#reference(node.attrs.id)
    return { type: 'text', value: node.text }
  }

  #marked(mark: Mark, inner: ElementContent[]): Element {
    if (mark.type !== 'link') return element(elementOfMark[mark.type], {}, inner)
    const own = mark.attrs.href.startsWith('/')
    const href =
      own && this.#options.publicUrl !== undefined ? this.#options.publicUrl + mark.attrs.href : mark.attrs.href
    return element('a', own ? { href } : { href, rel: ['noopener'] }, inner)
  }

  #reference(noteId: string): Element {
    const times = (this.references.get(noteId) ?? 0) + 1
    this.references.set(noteId, times)
    const number = this.numberOf(noteId)
    const link = element(
      'a',
      { href: `#fn-${number}`, id: referenceId(number, times), dataFootnoteRef: true, role: 'doc-noteref' },
      [{ type: 'text', value: String(number) }],
    )
    return element('sup', {}, [link])
  }

  note(noteId: string, content: Block[]): ElementContent[] {
    const number = this.numberOf(noteId)
    const back = Array.from({ length: this.references.get(noteId) ?? 1 }, (_, place): ElementContent[] => [
      { type: 'text', value: ' ' },
      element(
        'a',
        {
          href: `#${referenceId(number, place + 1)}`,
          dataFootnoteBackref: true,
          role: 'doc-backlink',
          ariaLabel: `Back to the text, reference ${number}`,
        },
        [{ type: 'text', value: '↩' }],
      ),
    ]).flat()
    const written = this.blocks(content)
    const last = written.at(-1)
    if (last?.type === 'element' && last.tagName === 'p') last.children.push(...back)
    else written.push(element('p', {}, back))
    return written
  }

  #picture(picture: Picture['attrs']): Element {
    const place = this.#options.pictureUrl?.(picture)
    const properties = {
      dataPictureId: picture.pictureId,
      dataAlt: picture.alt,
      dataCaption: picture.caption,
      dataCredit: picture.credit,
    }
    if (place === undefined || place === null) return element('figure', properties)
    const image = element('img', { src: place.src, alt: picture.alt, width: place.width, height: place.height })
    const credit: ElementContent[] =
      picture.credit === ''
        ? []
        : [element('small', { className: ['credit'] }, [{ type: 'text', value: picture.credit }])]
    const caption: ElementContent[] =
      picture.caption === ''
        ? []
        : [{ type: 'text', value: credit.length > 0 ? `${picture.caption} ` : picture.caption }]
    return element(
      'figure',
      {},
      caption.length + credit.length === 0 ? [image] : [image, element('figcaption', {}, [...caption, ...credit])],
    )
  }
}

function outermostFirst(marks: Mark[] = []): Mark[] {
  return marks.toSorted((one, other) => Number(other.type === 'link') - Number(one.type === 'link'))
}

function referenceId(number: number, times: number): string {
  return times === 1 ? `fnref-${number}` : `fnref-${number}-${times}`
}

function element(tagName: string, properties: Element['properties'] = {}, children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties, children }
}

function plainText(content: Inline[] = []): string {
  return content.map((node) => (node.type === 'text' ? node.text : ' ')).join('')
}

/**
 * Text with Hebrew, Arabic or another script written from the right runs as its first letter does; the rest says
 * nothing, to stay short.
 */
function direction(content: Inline[] = []): { dir?: 'auto' } {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(plainText(content)) ? { dir: 'auto' } : {}
}
