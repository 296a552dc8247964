import type { Element, ElementContent, Root } from 'hast'
import { toText as textOf } from 'hast-util-to-text'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import { v5 } from 'uuid'
import { Refusal } from '#lib/errors.ts'
import type { Block, Body, Mark, PlainMark } from './document.ts'
import { Flow, paragraphsOf, tidy } from './flow.ts'
import { FootnoteList, footnoteAnchor } from './footnotes.ts'
import { isPullQuote, readCaption } from './classed.ts'
import { readHref } from './href.ts'
import { sanitise, structural, Tally, type LeftOut } from './sanitise.ts'
import { readTable } from './from-table.ts'
import { embedIn, markEmbeds } from './read-embeds.ts'

/** A picture the text shows. `pictureId` stands in for it in the body until `placePictures` puts the real one there. */
export interface FoundPicture {
  pictureId: string
  src: string
  alt: string
  caption: string
  credit: string
}

export interface ReadBody {
  body: Body
  pictures: FoundPicture[]
  leftOut: LeftOut[]
}

export interface ReadOptions {
  /** The page the HTML was on: relative links are made absolute with it, and left out without it. */
  pageUrl?: string
  /**
   * The site the HTML comes from, e.g. https://old.example: links to it become paths of this one, where redirects
   * take over.
   */
  ownOrigin?: string
  /** What a picture's title says; titles are ignored without this, because most editors fill them with file names. */
  readTitle?: (title: string) => { caption: string; credit: string }
}

const parser = unified().use(rehypeParse, { fragment: true })

/** Names pictures by their address until they have an id of their own; any fixed UUID would do. */
const unplacedPictures = '5f3f6d0c-9a0e-5a7e-8c52-0f6f2f6b7a11'

/**
 * Reads HTML as an article's body.
 * @throws Refusal (invalid) for HTML nested some thousand levels deep, which nobody writes by hand
 */
export function fromHtml(html: string, options: ReadOptions = {}): ReadBody {
  return fromHast(parseHtml(html), options)
}

/** @throws Refusal (invalid) for HTML nested some thousand levels deep */
export function parseHtml(html: string): Root {
  return unlessTooDeep(() => parser.parse(html))
}

/**
 * Reads a HTML tree as an article's body: an allow-list first, then node by node into the closed set of document.ts.
 * @throws Refusal (invalid) for a tree some thousand levels deep
 */
export function fromHast(tree: Root, options: ReadOptions = {}): ReadBody {
  const tally = new Tally()
  const reader = new Reader(tally, options)
  const content = unlessTooDeep(() =>
    reader.footnotes.attach(reader.blocks(sanitise(markEmbeds(tree), tally).children), tally),
  )
  return { body: { type: 'doc', content }, pictures: [...reader.pictures.values()], leftOut: tally.list() }
}

/** @throws Refusal (invalid) where `read` goes too deep */
export function unlessTooDeep<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (fault) {
    if (fault instanceof RangeError) throw new Refusal('invalid', 'The text is nested too deeply to be read.')
    throw fault
  }
}

const marksOf: Record<string, PlainMark> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  cite: 'italic',
  dfn: 'italic',
  var: 'italic',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
  s: 'strike',
  strike: 'strike',
  del: 'strike',
  sup: 'superscript',
  sub: 'subscript',
}

const headingLevels: Record<string, 2 | 3 | 4> = { h1: 2, h2: 2, h3: 3, h4: 4, h5: 4, h6: 4 }

class Reader {
  readonly pictures = new Map<string, FoundPicture>()
  readonly footnotes = new FootnoteList()
  readonly #tally: Tally
  readonly #options: ReadOptions

  constructor(tally: Tally, options: ReadOptions) {
    this.#tally = tally
    this.#options = options
  }

  blocks(children: Root['children'] | ElementContent[]): Block[] {
    const flow = new Flow()
    this.walk(children, [], flow)
    return flow.finish()
  }

  walk(children: Root['children'] | ElementContent[], marks: Mark[], flow: Flow): void {
    for (const child of children) {
      if (child.type === 'text') flow.text(child.value, marks)
      else if (child.type === 'element') this.#element(child, marks, flow)
    }
  }

  #element(element: Element, marks: Mark[], flow: Flow): void {
    const name = element.tagName
    const level = headingLevels[name]
    if (level !== undefined) return this.#heading(element, level, flow)
    switch (name) {
      case 'br':
        return flow.inline({ type: 'hardBreak' })
      case 'hr':
        return flow.block({ type: 'horizontalRule' })
      case 'img':
        return this.#picture(element, flow)
      case 'a':
        return this.#link(element, marks, flow)
      case 'q':
        flow.text('‘', marks)
        this.walk(element.children, marks, flow)
        return flow.text('’', marks)
      case 'pre':
        return this.#code(element, flow)
      case 'ul':
      case 'ol':
        return this.#list(element, flow)
      case 'table': {
        for (const block of readTable(element, (cells) => this.blocks(cells))) flow.block(block)
        return
      }
      case 'section':
        if (element.properties.dataFootnotes !== undefined) return this.#footnotes(element)
        return this.#container(element, marks, flow)
      case 'figure':
        return this.#figure(element, flow)
      case 'dt':
        return this.#container(element, [...marks, { type: 'bold' }], flow)
      default: {
        if (structural.includes(name) || name === 'li') return this.#container(element, marks, flow)
        const mark = marksOf[name]
        const added =
          mark === undefined || marks.some((held) => held.type === mark) ? marks : [...marks, { type: mark }]
        return this.walk(element.children, added, flow)
      }
    }
  }

  #container(element: Element, marks: Mark[], flow: Flow): void {
    flow.endParagraph()
    if (isPullQuote(element)) {
      const content = paragraphsOf(this.blocks(element.children))
      if (content.length > 0) flow.block({ type: 'pullQuote', content })
    } else if (element.tagName === 'blockquote') {
      const content = this.blocks(element.children)
      if (content.length > 0) flow.block({ type: 'blockquote', content })
    } else {
      this.walk(element.children, marks, flow)
    }
    flow.endParagraph()
  }

  #heading(element: Element, level: 2 | 3 | 4, flow: Flow): void {
    for (const block of this.blocks(element.children)) {
      flow.block(
        block.type === 'paragraph' ? { type: 'heading', attrs: { level }, content: tidy(block.content ?? []) } : block,
      )
    }
  }

  #link(element: Element, marks: Mark[], flow: Flow): void {
    if (element.properties.dataFootnoteBackref !== undefined) return
    const typed = typeof element.properties.href === 'string' ? element.properties.href : undefined
    const note = element.properties.dataFootnoteRef === undefined ? undefined : footnoteAnchor(typed)
    if (note !== undefined) return flow.inline({ type: 'footnoteReference', attrs: { id: this.footnotes.refer(note) } })
    const href = readHref(typed, this.#options)
    // An anchor without href is a place to jump to; nothing is lost with it.
    if (href === undefined && typed !== undefined) this.#tally.add('link that leads nowhere')
    const others = marks.filter((mark) => mark.type !== 'link')
    this.walk(element.children, href === undefined ? others : [{ type: 'link', attrs: { href } }, ...others], flow)
  }

  #code(element: Element, flow: Flow): void {
    const text = textOf(element, { whitespace: 'pre' }).replace(/\n$/, '')
    if (text.trim() !== '') flow.block({ type: 'codeBlock', content: [{ type: 'text', text }] })
  }

  #list(element: Element, flow: Flow): void {
    const items: { type: 'listItem'; content: Block[] }[] = []
    for (const child of element.children) {
      if (child.type !== 'element') continue
      const content = this.blocks(child.tagName === 'li' ? child.children : [child])
      if (content.length === 0) continue
      // A list directly in a list belongs to the item before it, which is where browsers show it.
      const previous = child.tagName === 'li' ? undefined : items.at(-1)
      if (previous === undefined) items.push({ type: 'listItem', content })
      else previous.content.push(...content)
    }
    if (items.length === 0) return
    // Galleries are lists of nothing but pictures.
    if (items.every((item) => item.content.every((block) => block.type === 'picture'))) {
      for (const item of items) for (const block of item.content) flow.block(block)
      return
    }
    if (element.tagName === 'ul') return flow.block({ type: 'bulletList', content: items })
    const start = Number(element.properties.start ?? 1)
    flow.block({
      type: 'orderedList',
      attrs: { start: Number.isSafeInteger(start) && start >= 0 ? start : 1 },
      content: items,
    })
  }

  #figure(element: Element, flow: Flow): void {
    if (isPullQuote(element)) return this.#container(element, [], flow)
    const embed = embedIn(element)
    if (embed !== null) return flow.block(embed)
    const caption = element.children.find((child) => child.type === 'element' && child.tagName === 'figcaption')
    const content = this.blocks(element.children.filter((child) => child !== caption))
    const [only] = content
    if (only?.type === 'picture' && content.length === 1 && caption?.type === 'element') {
      const words = readCaption(caption)
      if (words.caption !== '') only.attrs.caption = words.caption
      if (words.credit !== '') only.attrs.credit = words.credit
      this.pictures.set(only.attrs.pictureId, { src: '', ...this.pictures.get(only.attrs.pictureId), ...only.attrs })
      return flow.block(only)
    }
    flow.endParagraph()
    for (const block of content) flow.block(block)
    // The caption of a gallery or a table; that of nothing is nothing.
    if (only !== undefined && caption?.type === 'element') this.#container(caption, [], flow)
  }

  #picture(element: Element, flow: Flow): void {
    const src = typeof element.properties.src === 'string' ? element.properties.src.trim() : ''
    if (src === '') return
    const title = typeof element.properties.title === 'string' ? element.properties.title : ''
    const words = this.#options.readTitle?.(title) ?? { caption: '', credit: '' }
    const attrs = {
      pictureId: v5(src, unplacedPictures),
      alt: typeof element.properties.alt === 'string' ? element.properties.alt.trim() : '',
      ...words,
    }
    flow.endParagraph()
    // Lazy loaders write a picture twice: once for scripts, once in a noscript.
    const previous = flow.blocks.at(-1)
    if (previous?.type === 'picture' && previous.attrs.pictureId === attrs.pictureId) return
    this.pictures.set(attrs.pictureId, { src, ...attrs })
    flow.block({ type: 'picture', attrs })
  }

  #footnotes(section: Element): void {
    for (const list of section.children) {
      if (list.type !== 'element' || list.tagName !== 'ol') continue
      for (const item of list.children) {
        const note =
          item.type === 'element' && typeof item.properties.id === 'string'
            ? footnoteAnchor(`#${item.properties.id}`)
            : undefined
        if (item.type === 'element' && note !== undefined) this.footnotes.define(note, this.blocks(item.children))
      }
    }
  }
}
