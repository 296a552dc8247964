import type { Element, ElementContent, Root } from 'hast'
import { toText as textOf } from 'hast-util-to-text'
import { z } from 'zod'
import type { Block } from '#lib/articles/body/document.ts'
import { fromHast, parseHtml, unlessTooDeep, type ReadBody } from '#lib/articles/body/from-hast.ts'
import { readHref } from '#lib/articles/body/href.ts'
import { blocksOf, mapBody, mapLeaves } from '#lib/articles/body/rebuild.ts'
import { withEmbeds } from '#lib/importers/run/embeds.ts'
import { Notes } from '#lib/importers/run/report.ts'
import { Room } from '#lib/importers/run/room.ts'
import { commentsIn, stretchesOf, withSharedBlocks } from './blocks.ts'
import { readLineEnds } from './line-breaks.ts'
import type { LinksTold, OldLinks } from './links.ts'
import { playerOf } from './players.ts'
import { expandShortcodes, type GalleryPictures } from './shortcodes.ts'

export interface Content {
  /** The post's content as exported. */
  html: string
  /** Footnotes of the block editor, as JSON, from the post's meta of that name. */
  footnotes: string | undefined
  /** The post's own address. */
  pageUrl: string | undefined
}

/** What a post's content refers to. */
export interface Surroundings {
  gallery: GalleryPictures
  links: OldLinks
  /** Blocks that are kept once and stand in several posts, by number. */
  blocks: Map<string, string>
}

export interface ReadContent extends Omit<ReadBody, 'leftOut'> {
  /** What did not come, or came otherwise. */
  notes: Notes
  /** Blocks before the <!--more--> tag; null where there is none. */
  beforeMore: number | null
}

const cannotHold = 'an article cannot hold it'

/**
 * Reads a post's content as an article's body.
 * @throws Refusal when it is nested too deeply to be read
 */
export function readContent(content: Content, around: Surroundings): ReadContent {
  const notes = new Notes()
  const told: Told = {
    leftOut: (what, why = cannotHold) => notes.leftOut(what, why),
    pageNotHere: () => notes.came('links to pages of the old site that are not in the export'),
    fileThere: () => notes.came('links to files of the old site, which stay there'),
  }
  const html = withSharedBlocks(content.html, around.blocks, (what) =>
    told.leftOut(what, 'the export does not have it'),
  )
  const read = readHtml(content, html, around, told)
  for (const { what, count } of read.leftOut) notes.leftOut(what, cannotHold, count)
  const more = [...commentsIn(html)].find(({ text }) => /^\s*more\b/i.test(text))
  const silent: Told = { leftOut: () => undefined, pageNotHere: () => undefined, fileThere: () => undefined }
  const before = more === undefined ? null : readHtml(content, html.slice(0, more.start), around, silent)
  return {
    pictures: read.pictures,
    body: withEmbeds(read.body),
    notes,
    beforeMore: before === null ? null : blocksOf(before.body).length,
  }
}

interface Told extends LinksTold {
  leftOut(what: string, why?: string): void
}

function readHtml(content: Content, html: string, around: Surroundings, told: Told): ReadBody {
  const tree: Root = { type: 'root', children: [] }
  const room = new Room()
  for (const stretch of stretchesOf(html.replaceAll('\r\n', '\n'), (name) => told.leftOut(`block ${name}`))) {
    const expanded = expandShortcodes(stretch.html, around.gallery, (name) => told.leftOut(`shortcode [${name}]`))
    room.take(expanded)
    const part = parseHtml(expanded)
    if (stretch.kind === 'classic') readLineEnds(part)
    // Text on either side of a seam belongs to paragraphs of its own.
    tree.children.push({
      type: 'element',
      tagName: 'div',
      properties: {},
      children: part.children.filter((child) => child.type !== 'doctype'),
    })
  }
  tree.children.push(...footnotesOf(content.footnotes))
  unlessTooDeep(() => rewrite(tree, { ...content, links: around.links, told }))
  const read = fromHast(tree, content.pageUrl === undefined ? {} : { pageUrl: content.pageUrl })
  return { ...read, body: mapBody(read.body, (blocks) => mapLeaves(blocks, linkAddress)) }
}

/** Furniture of the old site that stands within posts. */
const furniture = ['wp-block-file__button', 'screen-reader-text', 'sharedaddy', 'jp-relatedposts', 'more-link']

interface Rewriting extends Content {
  links: OldLinks
  told: Told
}

function rewrite(parent: Root | Element, given: Rewriting): void {
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
    const absolute = (src: string) =>
      src.trim() !== '' && URL.canParse(src.trim(), given.pageUrl) ? httpOnly(new URL(src.trim(), given.pageUrl)) : null
    const player = playerOf(child, absolute, given.told.leftOut)
    if (player !== null) {
      children.push(player)
      continue
    }
    if (child.tagName === 'a' && child.properties.dataFootnoteRef === undefined) leadOn(child, given)
    rewrite(child, given)
    children.push(
      child.tagName === 'sup' && typeof child.properties.dataFn === 'string'
        ? footnoteReference(child.properties.dataFn)
        : child,
    )
  }
  parent.children = children
}

function httpOnly({ href, protocol }: URL): string | null {
  return /^https?:$/.test(protocol) ? href : null
}

/** Links to the old site become links to what is here of it. */
function leadOn(link: Element, { links, pageUrl, told }: Rewriting): void {
  const { href } = link.properties
  if (typeof href !== 'string' || href.trim().startsWith('#')) return
  const target = links.resolve(href, pageUrl, told)
  if (target !== null) link.properties.href = target
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
