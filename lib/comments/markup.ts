import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal'
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import type { Nodes, PhrasingContent, RootContent } from 'mdast'

/** What a comment's text is made of: all there is, and all that is ever shown. */
export type CommentBlock =
  | { type: 'paragraph'; content: CommentInline[] }
  | { type: 'quotation'; content: CommentBlock[] }

export type CommentInline =
  | { type: 'text'; text: string }
  | { type: 'emphasis' | 'strong'; content: CommentInline[] }
  | {
      type: 'link'
      /** By http or https, without a name or a password in it. */
      href: string
      content: CommentInline[]
      /** Where it leads; null when its words say so themselves. */
      host: string | null
    }

/** Quotations within quotations that are still told apart. */
const deepestQuotation = 3
/** Emphasis within emphasis: further in, the words stand as they are. */
const deepestEmphasis = 6
const longestAddress = 2_000
/** Signs of emphasis, and brackets, that somebody may mean: to try to pair more would take a second for one comment. */
const mostSigns = 300
const mostBrackets = 150

/** What Markdown knows beside quotation, emphasis and links is no markup here, and stays as it was typed. */
const switchedOff = [
  'characterReference',
  'codeFenced',
  'codeIndented',
  'codeText',
  'definition',
  'hardBreakEscape',
  'headingAtx',
  'htmlFlow',
  'htmlText',
  'list',
  'setextUnderline',
  'thematicBreak',
]

/**
 * Reads a comment's light markup: paragraphs, `> ` quotation, `*emphasis*` and `**strong**` (or with underlines), bare
 * addresses and `[words](address)`. Everything else is text. A single line end stays a line end.
 */
export function parseComment(text: string): CommentBlock[] {
  const source = endQuotations(flattenQuotations(text))
  const tree = fromMarkdown(source, {
    extensions: [{ disable: { null: [...switchedOff, ...tooMany(source)] } }, gfmAutolinkLiteral()],
    mdastExtensions: [gfmAutolinkLiteralFromMarkdown()],
  })
  const blocks = tree.children.flatMap((node) => toBlocks(node, source))
  // Of a lonely sign of quotation, say, no words would be left.
  return blocks.length > 0 ? blocks : [{ type: 'paragraph', content: [{ type: 'text', text }] }]
}

/** A comment's words without its markup, for machines: a blank line between paragraphs. */
export function commentWords(text: string): string {
  return blockWords(parseComment(text))
}

function blockWords(blocks: CommentBlock[]): string {
  return blocks
    .map((block) => (block.type === 'paragraph' ? inlineWords(block.content) : blockWords(block.content)))
    .join('\n\n')
}

function inlineWords(content: CommentInline[]): string {
  return content.map((one) => (one.type === 'text' ? one.text : inlineWords(one.content))).join('')
}

function flattenQuotations(text: string): string {
  return text.replace(new RegExp(`^((?: {0,3}>){${deepestQuotation}})[ >]*`, 'gm'), '$1 ')
}

/**
 * Markdown takes the line after a quotation into it; whoever writes below what they quote means to answer it. So each
 * quotation ends with its last line.
 */
function endQuotations(text: string): string {
  let depthBefore = 0
  const lines = text.split('\n').flatMap((line) => {
    const depth = (/^(?: {0,3}>)*/.exec(line)?.[0] ?? '').replaceAll(' ', '').length
    const ends = depth < depthBefore
    depthBefore = depth
    return ends ? ['>'.repeat(depth), line] : [line]
  })
  return lines.join('\n')
}

/** What is no markup in this text because there is too much of it. */
function tooMany(text: string): string[] {
  const signs = text.match(/\*+|_+/g)?.length ?? 0
  const brackets = text.match(/\[/g)?.length ?? 0
  return [
    ...(signs > mostSigns ? ['attention'] : []),
    ...(brackets > mostBrackets ? ['labelStartImage', 'labelStartLink', 'labelEnd'] : []),
  ]
}

function toBlocks(node: RootContent, source: string): CommentBlock[] {
  if (node.type === 'paragraph') {
    const content = toInlines(node.children, source, 0)
    return inlineWords(content).trim() === '' ? [] : [{ type: 'paragraph', content }]
  }
  if (node.type === 'blockquote') {
    const content = node.children.flatMap((child) => toBlocks(child, source))
    return content.length === 0 ? [] : [{ type: 'quotation', content }]
  }
  return [{ type: 'paragraph', content: [literal(node, source)] }]
}

function toInlines(nodes: PhrasingContent[], source: string, depth: number): CommentInline[] {
  return nodes.flatMap((node) => toInline(node, source, depth))
}

function toInline(node: PhrasingContent, source: string, depth: number): CommentInline[] {
  switch (node.type) {
    case 'text':
      return [{ type: 'text', text: node.value }]
    case 'emphasis':
    case 'strong': {
      const content = toInlines(node.children, source, depth + 1)
      return depth >= deepestEmphasis ? content : [{ type: node.type, content }]
    }
    case 'link': {
      const content = toInlines(node.children, source, depth + 1)
      const url = readAddress(node.url)
      // What leads nowhere stands as it was typed, so that everybody sees what it was.
      if (url === null || inlineWords(content).trim() === '') return [literal(node, source)]
      return [{ type: 'link', href: url.href, content: content.flatMap(unlinked), host: hostToShow(url, content) }]
    }
    default:
      return [literal(node, source)]
  }
}

/** A link within a link's words. */
function unlinked(one: CommentInline): CommentInline[] {
  if (one.type === 'text') return [one]
  const content = one.content.flatMap(unlinked)
  return one.type === 'link' ? content : [{ type: one.type, content }]
}

function literal(node: Nodes, source: string): CommentInline {
  return {
    type: 'text',
    text: source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0),
  }
}

function readAddress(address: string): URL | null {
  if (address.length > longestAddress || !/^https?:\/\/[^\s\\\p{C}]+$/iu.test(address) || !URL.canParse(address))
    return null
  const url = new URL(address)
  const isOurs = (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === ''
  return isOurs && url.hostname.length > 0 ? url : null
}

/** Whoever follows a link knows where to: unless its words are its address, the host stands beside them. */
function hostToShow(url: URL, content: CommentInline[]): string | null {
  const words = inlineWords(content).trim().toLowerCase()
  const bare = words.replace(/^https?:\/\//, '')
  const namesHost = bare === url.host || ['/', '?', '#'].some((next) => bare.startsWith(`${url.host}${next}`))
  return namesHost ? null : url.host
}
