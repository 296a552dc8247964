/**
 * A stretch of a post's content: of the block editor, or typed as in the classic one, where line ends mean something.
 */
export interface Stretch {
  kind: 'block' | 'classic'
  html: string
}

const marker = /<!--\s+(?<end>\/)?wp:(?<name>[a-z][a-z0-9_/-]*)\s+(?:(?<json>\{[\s\S]*?\})\s+)?(?<empty>\/)?-->/g

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
  for (const match of content.matchAll(marker)) {
    const { end, name = '', json, empty } = match.groups ?? {}
    take(content.slice(position, match.index))
    position = match.index + match[0].length
    if (empty !== undefined) leftOut(name)
    else if (end !== undefined) depth = Math.max(0, depth - 1)
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

const shared = /<!--\s+wp:block\s+\{[^{}]*?"ref"\s*:\s*(\d+)[^{}]*\}\s+\/-->/g

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
  const fill = (html: string, depth: number): string =>
    html.replace(shared, (_, ref: string) => {
      const block = blocks.get(ref)
      if (block !== undefined && depth <= deepest && block.length <= room) {
        room -= block.length
        return fill(block, depth + 1)
      }
      leftOut('reusable block')
      return ''
    })
  return fill(content, 1)
}
