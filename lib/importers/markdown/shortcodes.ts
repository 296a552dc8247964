/**
 * Puts Markdown in the place of what Hugo and Jekyll fill in when they make a page; what means nothing here is left out,
 * and what it encloses stays. Lines stay lines, so that faults are told of where they are. Code is left alone.
 * @param leftOut is told the name of each that is left out
 */
export function withoutShortcodes(source: string, leftOut: (name: string) => void): string {
  let fence: string | null = null
  return source
    .split('\n')
    .map((line) => {
      const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1]
      if (mark !== undefined && (fence === null || mark.startsWith(fence))) fence = fence === null ? mark : null
      return fence === null && mark === undefined ? inLine(line, leftOut) : line
    })
    .join('\n')
}

function inLine(line: string, leftOut: (name: string) => void): string {
  if (!line.includes('{{') && !line.includes('{%')) return line
  return line
    .replace(/\{\{[<%]\s*(?:rel)?ref\s+["']?([^"'\s>%]+)["']?\s*[>%]\}\}/g, '$1')
    .replace(/\{%-?\s*(?:post_url|link)\s+([^\s%]+)\s*-?%\}/g, (_, name: string) =>
      /\.\w+$/.test(name) ? name : `${name}.md`,
    )
    .replace(/\{\{\s*["']?([^"'|{}]*?)["']?\s*\|\s*(?:relative_url|absolute_url|url)\s*\}\}/g, '$1')
    .replace(/\{\{\s*site\.(?:baseurl|url)\s*\}\}/g, '')
    .replace(/\{\{[<%]\s*(\/?)\s*([\w/-]+)([^{}]*?)\/?\s*[>%]\}\}/g, (_, end: string, name: string, typed: string) =>
      end === '' ? shown(name, typed, leftOut) : '',
    )
    .replace(/\{%-?\s*(\w+)([^{}]*?)-?%\}/g, (_, name: string, typed: string) =>
      name.startsWith('end') ? '' : shown(name, typed, leftOut),
    )
}

function shown(name: string, typed: string, leftOut: (name: string) => void): string {
  const attributes = new Map(
    [...typed.matchAll(/([\w-]+)=(?:"([^"]*)"|'([^']*)'|(\S+))/g)].map(([, key = '', ...values]): [string, string] => [
      key,
      values.find((value) => value !== undefined) ?? '',
    ]),
  )
  const bare = /^\s*["']?([^\s"'=]+)["']?/.exec(typed)?.[1] ?? ''
  switch (name) {
    case 'youtube':
      return `https://www.youtube.com/watch?v=${attributes.get('id') ?? bare}`
    case 'vimeo':
      return `https://vimeo.com/${attributes.get('id') ?? bare}`
    case 'figure': {
      const words = (attributes.get('caption') ?? attributes.get('title') ?? '').replaceAll('"', '”')
      const credit = attributes.get('attr') ?? ''
      const title =
        words === '' && credit === '' ? '' : ` "${words}${credit === '' ? '' : ` | ${credit.replaceAll('"', '”')}`}"`
      const alt = (attributes.get('alt') ?? '').replaceAll(/[[\]]/g, '')
      return `![${alt}](<${attributes.get('src') ?? bare}>${title})`
    }
    case 'highlight':
    case 'raw':
      return ''
    default:
      leftOut(name)
      return ''
  }
}
