import rehypeStringify from 'rehype-stringify'
import { unified } from 'unified'
import type { Body } from './document.ts'
import { toHast, type ShowOptions } from './to-hast.ts'

const writer = unified().use(rehypeStringify)

/** A body as HTML, for feeds and mail. Give `publicUrl` where the reader is not on the site. */
export function toHtml(body: Body, options: ShowOptions = {}): string {
  return writer.stringify(toHast(body, options))
}
