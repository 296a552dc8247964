import type { Block, Body, Inline } from '#lib/articles/body/document.ts'
import { mapBody, mapLeaves } from '#lib/articles/body/rebuild.ts'

/**
 * Puts printers' marks in the place of typewriters'. `before` and `after` are the characters on either side of the
 * text.
 */
export type Typeset = (text: string, before?: string, after?: string) => string

/**
 * WordPress keeps quotation marks and dashes as they were typed and sets them properly whenever it shows a post
 * (`wptexturize`). Here they are set once, on the way in; for English only, because other languages quote otherwise.
 * @param language of the site, e.g. en-GB; empty in old exports, which are taken for English
 */
export function typesetterFor(language: string): Typeset {
  return language === '' || /^en\b/i.test(language.replace('_', '-')) ? typesetEnglish : (text) => text
}

function typesetEnglish(text: string, before = '', after = ''): string {
  const dashed = text.replaceAll('...', '…').replaceAll('---', '—').replaceAll(' -- ', ' – ').replaceAll('--', '–')
  return dashed.replace(/["']/g, (mark, place: number) => {
    const previous = place === 0 ? before : dashed.charAt(place - 1)
    const next = dashed.charAt(place + 1) || after
    const opens = (previous === '' || /[\s([{—–‘“"'/]/.test(previous)) && next !== '' && !/\s/.test(next)
    if (mark === '"') return opens ? '“' : '”'
    // What is left out before a figure or in these words is no quotation: the ’90s, ’tis.
    const isElision = /^(?:\d\ds?\b|tis\b|twas\b|til\b|em\b|cause\b|n\b)/i.test(dashed.slice(place + 1))
    return opens && !isElision ? '‘' : '’'
  })
}

/** Sets a body's paragraphs, headings and captions; code stays as typed. */
export function typesetBody(body: Body, typeset: Typeset): Body {
  return mapBody(body, (blocks) => mapLeaves(blocks, (block) => typesetBlock(block, typeset)))
}

function typesetBlock(block: Block, typeset: Typeset): Block {
  if (block.type === 'picture') return { ...block, attrs: { ...block.attrs, caption: typeset(block.attrs.caption) } }
  if ((block.type !== 'paragraph' && block.type !== 'heading') || block.content === undefined) return block
  const texts = block.content.map((node) => (node.type === 'text' ? node.text : ''))
  let before = ''
  const content = block.content.map((node, place): Inline => {
    if (node.type !== 'text') {
      before = node.type === 'hardBreak' ? '' : 'x'
      return node
    }
    const isCode = node.marks?.some((mark) => mark.type === 'code') ?? false
    const text = isCode ? node.text : typeset(node.text, before, texts[place + 1]?.charAt(0))
    before = text.slice(-1)
    return { ...node, text }
  })
  return { ...block, content }
}
