import type { Blockquote, Nodes } from 'mdast'
import { fromHtml, type ReadBody } from '#lib/articles/body/from-hast.ts'
import { withEmbeds } from '#lib/importers/run/embeds.ts'
import { Fault } from './fault.ts'
import { readFrontMatter, type FrontMatter, type RawFrontMatter } from './front-matter.ts'
import { readMarkdown, renderMarkdown } from './render.ts'
import { withoutShortcodes } from './shortcodes.ts'

export interface MarkdownFile {
  front: FrontMatter
  text: ReadBody
  /** The line of each picture in the text, by its address. */
  pictureLines: Map<string, number>
}

const largestFile = 5 * 1024 * 1024

export interface Reading {
  /** In which dates without one are meant. */
  timeZone: string
  file: string
  /** Where a link to another file, or to a page of the old site, leads now; null leaves it as it is. */
  resolve(href: string): string | null
}

/**
 * Reads one file.
 * @throws Fault with the line and the reason
 */
export function parseMarkdown(bytes: Uint8Array, { timeZone, file, resolve }: Reading): MarkdownFile {
  const source = decode(bytes)
  const raw = frontMatterOf(source)
  const front = readFrontMatter(raw, timeZone, file)
  const leftOut = new Map<string, number>()
  const text = withoutShortcodes(withoutFrontMatter(source), (name) => leftOut.set(name, (leftOut.get(name) ?? 0) + 1))
  const tree = readMarkdown(text)
  const pictureLines = new Map<string, number>()
  visit(tree, (node) => {
    if (node.type === 'image' && !pictureLines.has(node.url)) pictureLines.set(node.url, node.position?.start.line ?? 1)
    if (node.type === 'blockquote') markPullQuote(node)
    if (node.type === 'link' || node.type === 'definition') node.url = resolve(node.url) ?? node.url
  })
  const read = fromHtml(renderMarkdown(tree), { readTitle })
  const counted = [...leftOut].map(([name, count]) => ({ what: `shortcode ${name}`, count }))
  return {
    front,
    text: { ...read, body: withEmbeds(read.body), leftOut: [...read.leftOut, ...counted] },
    pictureLines,
  }
}

/** @returns a file's slug and old addresses, without reading its text; null where it cannot be read */
export function frontOf(bytes: Uint8Array, timeZone: string, file: string): FrontMatter | null {
  try {
    return readFrontMatter(frontMatterOf(decode(bytes)), timeZone, file)
  } catch (fault) {
    if (fault instanceof Fault) return null
    throw fault
  }
}

function decode(bytes: Uint8Array): string {
  if (bytes.byteLength > largestFile) throw new Fault(1, 'the file is larger than 5 MB')
  const nul = bytes.indexOf(0)
  if (nul !== -1) throw new Fault(lineAt(bytes, nul), 'the file is not text: it has a NUL byte')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (text.trim() === '') throw new Fault(1, 'the file is empty')
    return text
  } catch (fault) {
    if (fault instanceof Fault) throw fault
    throw new Fault(firstBadLine(bytes), 'the file is not UTF-8 text')
  }
}

function lineAt(bytes: Uint8Array, offset: number): number {
  return bytes.subarray(0, offset).reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 1)
}

/** A line feed is never part of another character in UTF-8, so lines can be tried one by one. */
function firstBadLine(bytes: Uint8Array): number {
  let start = 0
  for (let line = 1; start <= bytes.length; line += 1) {
    const found = bytes.indexOf(10, start)
    const end = found === -1 ? bytes.length : found
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end))
    } catch {
      return line
    }
    start = end + 1
  }
  return 1
}

const block = /^(---|\+\+\+)[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?\1[ \t]*(?=\r?\n|$)/

function frontMatterOf(source: string): RawFrontMatter {
  const match = block.exec(source)
  if (match !== null) return { language: match[1] === '---' ? 'yaml' : 'toml', text: match[2] ?? '', firstLine: 2 }
  const opening = /^(---|\+\+\+)[ \t]*\r?\n/.exec(source)?.[1]
  if (opening !== undefined) throw new Fault(1, `malformed front matter: the line ${opening} that ends it is missing`)
  throw new Fault(1, 'missing title: the file must begin with front matter between two lines of ---')
}

/** Its lines stay, empty, so that what comes after stands where it stood. */
function withoutFrontMatter(source: string): string {
  return source.replace(block, (whole) => whole.replace(/[^\n]/g, ''))
}

/** > [!pull] on a quotation's first line makes it a pull quote. */
function markPullQuote(quote: Blockquote): void {
  const [first] = quote.children
  if (first?.type !== 'paragraph') return
  const [words] = first.children
  if (words?.type !== 'text' || !/^\[!pull\]/i.test(words.value)) return
  words.value = words.value.replace(/^\[!pull\]\s*/i, '')
  quote.data = { hName: 'aside', hProperties: { className: ['pull-quote'] } }
}

/** "caption | credit", either of which may be missing. */
function readTitle(title: string): { caption: string; credit: string } {
  const [caption = '', ...credit] = title.split('|')
  return { caption: caption.trim(), credit: credit.join('|').trim() }
}

function visit(node: Nodes, act: (node: Nodes) => void): void {
  act(node)
  if ('children' in node) for (const child of node.children) visit(child, act)
}
