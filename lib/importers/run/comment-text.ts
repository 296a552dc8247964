import type { Root } from 'hast'
import type { Block, Inline } from '#lib/articles/body/document.ts'
import { fromHast } from '#lib/articles/body/from-hast.ts'
import { blocksOf } from '#lib/articles/body/rebuild.ts'

/**
 * A comment in the light markup that comments have here (lib/comments/markup.ts): paragraphs, quotations,
 * emphasis and links; lists and headings become paragraphs, pictures their descriptions. Empty where nothing is said.
 */
export function asCommentText(tree: Root): string {
  return linesOf(blocksOf(fromHast(tree).body))
    .join('\n\n')
    .trim()
}

function linesOf(blocks: Block[]): string[] {
  return blocks.flatMap(paragraphsIn).filter((line) => line.trim() !== '')
}

function paragraphsIn(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
      return [words(block.content)]
    case 'heading':
      return [marked(words(block.content), '**')]
    case 'codeBlock':
      return [escaped((block.content ?? []).map(({ text }) => text).join(''))]
    case 'blockquote':
    case 'pullQuote':
      return [
        linesOf(block.content)
          .flatMap((line) => [...line.split('\n'), ''])
          .slice(0, -1)
          .map((line) => `> ${line}`.trimEnd())
          .join('\n'),
      ]
    case 'bulletList':
      return block.content.map((item) => `• ${linesOf(item.content).join('\n')}`)
    case 'orderedList':
      return block.content.map((item, index) => `${block.attrs.start + index}) ${linesOf(item.content).join('\n')}`)
    case 'table':
      return block.content.map((row) => row.content.map((cell) => linesOf(cell.content).join(' ')).join(' | '))
    case 'picture':
      return [escaped(block.attrs.caption || block.attrs.alt)]
    case 'embed':
      return [block.attrs.url]
    case 'horizontalRule':
      return []
  }
}

function words(content: Inline[] = []): string {
  return content
    .map((node) => {
      if (node.type === 'hardBreak') return '\n'
      if (node.type !== 'text') return ''
      const marks = new Set(node.marks?.map(({ type }) => type))
      const link = node.marks?.find((mark) => mark.type === 'link')
      const text = escaped(node.text)
      const strong = marks.has('bold') ? marked(text, '**') : text
      const emphatic = marks.has('italic') ? marked(strong, '*') : strong
      const href = link?.attrs.href
      if (href === undefined || !/^https?:/i.test(href) || node.text.trim() === href) return emphatic
      return `[${emphatic}](${href.replaceAll('(', '%28').replaceAll(')', '%29')})`
    })
    .join('')
}

/** Signs of emphasis stand close to the words. */
function marked(text: string, sign: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(text) ?? []
  return inner === '' ? text : `${before}${sign}${inner}${sign}${after}`
}

/** What happens to look like markup, and was none. */
function escaped(text: string): string {
  return text.replaceAll('*', '\\*').replaceAll(/^(\s*)>/gm, '$1\\>')
}
