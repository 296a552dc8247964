/** A stretch of a post's content: of the block editor, or typed as in the classic one, where line ends mean something. */
export interface Stretch {
  kind: 'block' | 'classic'
  html: string
}

const comment = /<!--\s+(\/)?wp:([a-z][a-z0-9_/-]*)\s+(?:(\{[\s\S]*?\})\s+)?(\/)?-->/g

/**
 * Takes a post's content apart at the comments by which the block editor marks its blocks.
 * @param leftOut is told the name of each block that is made when the page is shown (a list of posts, a search field) and has nothing to import
 */
export function stretchesOf(content: string, leftOut: (name: string) => void): Stretch[] {
  if (!content.includes('<!-- wp:')) return [{ kind: 'classic', html: content }]
  const stretches: Stretch[] = []
  let depth = 0
  let position = 0
  const take = (until: number) => {
    const html = content.slice(position, until)
    if (html.trim() === '') return
    const kind = depth > 0 ? 'block' : 'classic'
    const last = stretches.at(-1)
    // Blocks within blocks are one piece of HTML.
    if (last?.kind === 'block' && kind === 'block' && depth > 1) last.html += html
    else stretches.push({ kind, html })
  }
  for (const match of content.matchAll(comment)) {
    const [whole, isEnd, name = '', json, isEmpty] = match
    if (depth > 1 || (depth === 1 && isEnd === undefined)) {
      // Within a block: the HTML goes on, the comment goes.
      append(stretches, content.slice(position, match.index))
    } else take(match.index)
    position = match.index + whole.length
    if (isEmpty !== undefined) leftOut(name)
    else if (isEnd !== undefined) depth = Math.max(0, depth - 1)
    else {
      if (depth === 0) stretches.push({ kind: 'block', html: '' })
      depth += 1
      append(stretches, background(name, json))
    }
  }
  take(content.length)
  return stretches.filter((stretch) => stretch.html.trim() !== '')
}

function append(stretches: Stretch[], html: string): void {
  const last = stretches.at(-1)
  if (last !== undefined) last.html += html
}

/** A cover's picture stood in its style until 2020: as a picture it can be kept. */
function background(name: string, json: string | undefined): string {
  if (name !== 'cover' || json === undefined || json.includes('"backgroundType":"video"')) return ''
  const url = /"url":"(https?:\\?\/\\?\/[^"<>\s]+)"/.exec(json)?.[1]?.replaceAll('\\/', '/')
  return url === undefined ? '' : `<img src="${url.replaceAll('&', '&amp;')}" alt="">`
}
