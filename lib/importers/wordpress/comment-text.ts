import { parseHtml } from '#lib/articles/body/from-hast.ts'
import { asCommentText } from '#lib/importers/run/comment-text.ts'
import { readLineEnds } from './line-breaks.ts'

/**
 * A comment's HTML in the light markup that comments have here; WordPress keeps comments as they were typed, line by
 * line. Empty where nothing is said.
 */
export function commentText(html: string): string {
  const tree = parseHtml(html.replaceAll('\r\n', '\n'))
  readLineEnds(tree)
  return asCommentText(tree)
}
