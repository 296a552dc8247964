import type { Element, ElementContent, Root } from 'hast'
import { toText as textOf } from 'hast-util-to-text'
import { z } from 'zod'
import type { Block } from '#lib/articles/body/document.ts'
import { fromHast, parseHtml, type ReadBody } from '#lib/articles/body/from-hast.ts'
import { readHref } from '#lib/articles/body/href.ts'
import { blocksOf, mapBody, mapLeaves } from '#lib/articles/body/rebuild.ts'
import { stretchesOf } from './blocks.ts'
import { readLineEnds } from './line-breaks.ts'
import { expandShortcodes, type GalleryPictures } from './shortcodes.ts'

export interface Content {
  /** The post's content as exported. */
  html: string
  /** Footnotes of the block editor, as JSON, from the post's meta of that name. */
  footnotes: string | undefined
  /** The post's own address. */
  pageUrl: string | undefined
  /** The old site's. */
  ownOrigin: string | undefined
}

export interface ReadContent extends ReadBody {
  /** Blocks before the <!--more--> tag; null where there is none. */
  beforeMore: number | null
}

/**
 * Reads a post's content as an article's body.
 * @throws Refusal when it is nested too deeply to be read
 */
export function readContent(content: Content, gallery: GalleryPictures): ReadContent {
  const leftOut = new Map<string, number>()
  const count = (what: string) => leftOut.set(what, (leftOut.get(what) ?? 0) + 1)
  const read = readHtml(content, content.html, gallery, count)
  const more = /<!--\s*more\b[\s\S]*?-->/i.exec(content.html)
  const before = more === null ? null : readHtml(content, content.html.slice(0, more.index), gallery, () => undefined)
  return {
    ...read,
    body: mapBody(read.body, (blocks) => mapLeaves(blocks, linkAddress)),
    leftOut: [...read.leftOut, ...[...leftOut].map(([what, times]) => ({ what, count: times }))],
    beforeMore: before === null ? null : blocksOf(before.body).length,
  }
}

function readHtml(
  { footnotes, pageUrl, ownOrigin }: Content,
  html: string,
  gallery: GalleryPictures,
  count: (what: string) => void,
): ReadBody {
  const tree: Root = { type: 'root', children: [] }
  for (const stretch of stretchesOf(html.replaceAll('\r\n', '\n'), (name) => count(`block ${name}`))) {
    const part = parseHtml(expandShortcodes(stretch.html, gallery, (name) => count(`shortcode [${name}]`)))
    if (stretch.kind === 'classic') readLineEnds(part)
    // Text on either side of a seam belongs to paragraphs of its own.
    tree.children.push({
      type: 'element',
      tagName: 'div',
      properties: {},
      children: part.children.filter((child) => child.type !== 'doctype'),
    })
  }
  rewrite(tree)
  tree.children.push(...footnotesOf(footnotes))
  return fromHast(tree, { ...(pageUrl !== undefined && { pageUrl }), ...(ownOrigin !== undefined && { ownOrigin }) })
}

/** Furniture of the old site that stands within posts. */
const furniture = ['wp-block-file__button', 'screen-reader-text', 'sharedaddy', 'jp-relatedposts', 'more-link']

function rewrite(parent: Root | Element): void {
  const children: ElementContent[] = []
  for (const child of parent.children) {
    if (child.type === 'doctype') continue
    if (child.type !== 'element') {
      children.push(child)
      continue
    }
    const classes = classesOf(child)
    if (classes.some((name) => furniture.includes(name))) continue
    if (child.tagName === 'pre' && classes.includes('wp-block-verse')) {
      child.tagName = 'div'
      readLineEnds(child)
    }
    rewrite(child)
    children.push(
      child.tagName === 'sup' && typeof child.properties.dataFn === 'string'
        ? footnoteReference(child.properties.dataFn)
        : child,
    )
  }
  parent.children = children
}

function classesOf({ properties: { className } }: Element): string[] {
  return Array.isArray(className) ? className.map(String) : []
}

function footnoteReference(id: string): Element {
  return { type: 'element', tagName: 'a', properties: { href: `#fn-${id}`, dataFootnoteRef: true }, children: [] }
}

const footnotesSchema = z.array(z.object({ id: z.string(), content: z.string() }))

function footnotesOf(json: string | undefined): Element[] {
  const notes = footnotesSchema.safeParse(parseJson(json))
  if (!notes.success || notes.data.length === 0) return []
  const items = notes.data.map(({ id, content }): Element => ({
    type: 'element',
    tagName: 'li',
    properties: { id: `fn-${id}` },
    children: parseHtml(content).children.filter((child) => child.type !== 'doctype'),
  }))
  return [
    {
      type: 'element',
      tagName: 'section',
      properties: { dataFootnotes: true },
      children: [{ type: 'element', tagName: 'ol', properties: {}, children: items }],
    },
  ]
}

function parseJson(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? 'null')
  } catch {
    return null
  }
}

/** An address alone in its paragraph was shown as what it leads to (a video, a message): now it is a link to it. */
function linkAddress(block: Block): Block {
  if (block.type !== 'paragraph' || block.content?.length !== 1) return block
  const [only] = block.content
  if (only?.type !== 'text' || only.marks !== undefined || !/^https?:\/\/\S+$/.test(only.text)) return block
  const href = readHref(only.text)
  return href === undefined ? block : { ...block, content: [{ ...only, marks: [{ type: 'link', attrs: { href } }] }] }
}

/** A title or an excerpt, which may have HTML in it, as the plain text it shows. */
export function plainText(html: string): string {
  return textOf(parseHtml(html)).replace(/\s+/g, ' ').trim()
}
