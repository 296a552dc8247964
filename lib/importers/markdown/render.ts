import type { Root } from 'mdast'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'

const reader = unified().use(remarkParse).use(remarkGfm)

// HTML within Markdown is kept as text here only because whoever reads the result parses the whole again and lets
// nothing through that is not on the list of what articles may hold.
const writer = unified()
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeStringify, { allowDangerousHtml: true })

/** @returns the tree of a text in GitHub's flavour */
export function readMarkdown(source: string): Root {
  return reader.parse(source)
}

/** @returns HTML that is not safe to be shown: it holds whatever HTML the text holds */
export function renderMarkdown(tree: Root): string {
  return writer.stringify(writer.runSync(tree))
}

/** The same of a text. */
export function markdownHtml(source: string): string {
  return renderMarkdown(readMarkdown(source))
}
