import { z } from 'zod'

/**
 * A stretch of a post's content: of the block editor, or typed as in the classic one, where line ends mean something.
 */
export interface Stretch {
  kind: 'block' | 'classic'
  html: string
}

interface Comment {
  /** Where it begins, and where what follows it does. */
  start: number
  end: number
  /** What stands in it. */
  text: string
}

/**
 * The comments of a text, in order. Looked for by hand: a pattern for them would take the square of the time for
 * thousands that have no end.
 */
export function* commentsIn(html: string): Generator<Comment> {
  for (let start = html.indexOf('<!--'); start !== -1;) {
    const close = html.indexOf('-->', start + 4)
    if (close === -1) return
    yield { start, end: close + 3, text: html.slice(start + 4, close) }
    start = html.indexOf('<!--', close + 3)
  }
}

const marker = /^\s+(?<close>\/)?wp:(?<name>[a-z][a-z0-9_/-]*)\s+(?:(?<json>\{[\s\S]*\})\s+)?(?<empty>\/)?$/

/**
 * Takes a post's content apart at the comments by which the block editor marks its blocks.
 * @param leftOut is told the name of each block that is made when the page is shown (a list of posts, a search field)
 * and has nothing to import
 */
export function stretchesOf(content: string, leftOut: (name: string) => void): Stretch[] {
  const stretches: Stretch[] = []
  let block: Stretch = { kind: 'block', html: '' }
  let depth = 0
  let position = 0
  const take = (html: string) => {
    if (depth > 0) block.html += html
    else stretches.push({ kind: 'classic', html })
  }
  for (const { start, end, text } of commentsIn(content)) {
    const match = marker.exec(text)
    if (match === null) continue
    const { close, name = '', json, empty } = match.groups ?? {}
    take(content.slice(position, start))
    position = end
    if (empty !== undefined) leftOut(name)
    else if (close !== undefined) depth = Math.max(0, depth - 1)
    else {
      if (depth === 0) {
        block = { kind: name === 'freeform' ? 'classic' : 'block', html: '' }
        stretches.push(block)
      }
      depth += 1
      block.html += coverPicture(name, json)
    }
  }
  take(content.slice(position))
  return stretches.filter((stretch) => stretch.html.trim() !== '')
}

/** A cover's picture stood only in its style until 2020: as a picture it can be kept. */
function coverPicture(name: string, json: string | undefined): string {
  if (name !== 'cover' || json === undefined || json.includes('"backgroundType":"video"')) return ''
  const url = /"url":"(https?:\\?\/\\?\/[^"<>\s]+)"/.exec(json)?.[1]?.replaceAll('\\/', '/')
  return url === undefined ? '' : `<img src="${url.replaceAll('&', '&amp;')}" alt="">`
}

/** No site shares blocks within shared blocks deeper than this; a circle ends here. */
const deepest = 4

/**
 * Puts in what stands in several posts and is kept once.
 * @param leftOut is told of those the export does not have
 */
export function withSharedBlocks(
  content: string,
  blocks: Map<string, string>,
  leftOut: (name: string) => void,
): string {
  // Characters that may be put in: blocks that show one another could grow without end.
  let room = 2_000_000
  const fill = (html: string, depth: number): string => {
    let filled = ''
    let position = 0
    for (const { start, end, text } of commentsIn(html)) {
      const ref = sharedBlockIn(text)
      if (ref === null) continue
      filled += html.slice(position, start)
      position = end
      const block = blocks.get(ref)
      if (block !== undefined && depth <= deepest && block.length <= room) {
        room -= block.length
        filled += fill(block, depth + 1)
      } else leftOut('reusable block')
    }
    return filled + html.slice(position)
  }
  return fill(content, 1)
}

const sharedSchema = z.object({ ref: z.int() })

/** @returns the number of the block that stands here; null when none does */
function sharedBlockIn(comment: string): string | null {
  const { name, json, empty } = marker.exec(comment)?.groups ?? {}
  if (name !== 'block' || json === undefined || empty === undefined) return null
  try {
    return String(sharedSchema.parse(JSON.parse(json)).ref)
  } catch {
    return null
  }
}
