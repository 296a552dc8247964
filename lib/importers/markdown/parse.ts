import type { Blockquote, Nodes, Root, Yaml } from 'mdast'
import rehypeStringify from 'rehype-stringify'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { fromHtml, type ReadBody } from '#lib/articles/body/from-hast.ts'
import { Fault } from './fault.ts'
import { readFrontMatter, type FrontMatter } from './front-matter.ts'

export interface MarkdownFile {
  front: FrontMatter
  text: ReadBody
  /** The line of each picture in the text, by its address. */
  pictureLines: Map<string, number>
}

const reader = unified().use(remarkParse).use(remarkFrontmatter, ['yaml']).use(remarkGfm)

// HTML within Markdown is kept as text here only because fromHtml parses the whole again and lets nothing through that
// is not on its list.
const writer = unified()
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeStringify, { allowDangerousHtml: true })

const largestFile = 5 * 1024 * 1024

/**
 * Reads one file.
 * @param timeZone in which dates without one are meant
 * @throws Fault with the line and the reason
 */
export function parseMarkdown(bytes: Uint8Array, timeZone: string): MarkdownFile {
  const source = decode(bytes)
  const tree = reader.parse(source)
  const yaml = frontMatterOf(tree, source)
  const front = readFrontMatter(yaml.value, (yaml.position?.start.line ?? 1) + 1, timeZone)
  const pictureLines = new Map<string, number>()
  visit(tree, (node) => {
    if (node.type === 'image' && !pictureLines.has(node.url)) pictureLines.set(node.url, node.position?.start.line ?? 1)
    if (node.type === 'blockquote') markPullQuote(node)
  })
  const html = writer.stringify(writer.runSync(tree))
  return { front, text: fromHtml(html, { readTitle }), pictureLines }
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

function frontMatterOf(tree: Root, source: string): Yaml {
  const [first] = tree.children
  if (first?.type === 'yaml') return first
  if (/^---[ \t]*\r?\n/.test(source)) throw new Fault(1, 'malformed front matter: the line --- that ends it is missing')
  throw new Fault(1, 'missing title: the file must begin with front matter between two lines of ---')
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
