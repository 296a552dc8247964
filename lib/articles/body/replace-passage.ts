import type { Block, Body, Inline, Mark } from './document.ts'
import { tidy } from './flow.ts'
import { mapBody, mapLeaves } from './rebuild.ts'

/** How much of the text around a place is quoted, to tell one place from another. */
const around = 40

export interface Replaced<Text> {
  /** As it was, unless the passage stands in one place alone. */
  text: Text
  /** Each place where the passage stands, in the words around it. */
  places: string[]
}

/**
 * Puts other words in the place of a passage, which must stand in one place alone: in one paragraph, heading, caption or
 * footnote. Looked for as plain text across marks; white space and the shape of quotation marks do not matter. Marks
 * outside of what changes stay, and so do footnote references within it. What becomes empty goes.
 */
export function replacePassage(body: Body, passage: string, replacement: string): Replaced<Body> {
  const wanted = spaced(passage)
  const places: string[] = []
  mapBody(body, (blocks) =>
    mapLeaves(blocks, (leaf) => {
      places.push(...placesIn(textOf(leaf), wanted))
      return leaf
    }),
  )
  if (places.length !== 1) return { text: body, places }
  const text = mapBody(body, (blocks) =>
    mapLeaves(blocks, (leaf) => replaceInLeaf(leaf, wanted, spacedAsIs(replacement))),
  )
  return { text, places }
}

/** The same in a line of text: a headline, say. */
export function replaceInLine(line: string, passage: string, replacement: string): Replaced<string> {
  const wanted = spaced(passage)
  const places = placesIn(line, wanted)
  if (places.length !== 1) return { text: line, places }
  const { start, end, words } = changeIn(line, wanted, spacedAsIs(replacement))
  return { text: spacedAsIs(line.slice(0, start) + words + line.slice(end)), places }
}

/** Letter by letter, so that a place in it is the same place in the text. */
function plain(text: string): string {
  return text.replace(/\s/g, ' ').replace(/[‘’ʼ]/g, "'").replace(/[“”]/g, '"')
}

function spacedAsIs(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function spaced(text: string): string {
  return plain(spacedAsIs(text))
}

function placesIn(text: string, wanted: string): string[] {
  if (wanted === '') return []
  const found: string[] = []
  const searched = plain(text)
  for (let at = searched.indexOf(wanted); at !== -1; at = searched.indexOf(wanted, at + wanted.length)) {
    const from = Math.max(0, at - around)
    const to = at + wanted.length + around
    found.push(`${from > 0 ? '…' : ''}${text.slice(from, to).toWellFormed()}${to < text.length ? '…' : ''}`)
  }
  return found
}

interface ChangeOfWords {
  /** What goes, from one letter to before another. */
  start: number
  end: number
  /** What comes in its place. */
  words: string
}

/** What the replacement changes of the passage, and nothing that both have. */
function changeIn(text: string, wanted: string, replacement: string): ChangeOfWords {
  const from = plain(text).indexOf(wanted)
  const given = plain(replacement)
  const most = Math.min(wanted.length, given.length)
  let first = 0
  while (first < most && wanted[first] === given[first]) first += 1
  // A character of two halves is changed as one.
  if (/[\uD800-\uDBFF]/.test(wanted[first - 1] ?? '')) first -= 1
  let last = 0
  while (last < most - first && wanted.at(-1 - last) === given.at(-1 - last)) last += 1
  if (/[\uDC00-\uDFFF]/.test(wanted.at(-last) ?? '') && last > 0) last -= 1
  return {
    start: from + first,
    end: from + wanted.length - last,
    words: replacement.slice(first, replacement.length - last),
  }
}

function textOf(leaf: Block): string {
  switch (leaf.type) {
    case 'paragraph':
    case 'heading':
      return (leaf.content ?? [])
        .map((node) => (node.type === 'text' ? node.text : node.type === 'hardBreak' ? '\n' : ''))
        .join('')
    case 'codeBlock':
      return (leaf.content ?? []).map(({ text }) => text).join('')
    case 'picture':
      return leaf.attrs.caption
    default:
      return ''
  }
}

function replaceInLeaf(leaf: Block, wanted: string, replacement: string): Block | null {
  const text = textOf(leaf)
  if (placesIn(text, wanted).length === 0) return leaf
  const change = changeIn(text, wanted, replacement)
  if (leaf.type === 'paragraph' || leaf.type === 'heading') {
    const content = tidy(withWords(leaf.content ?? [], change))
    return content.length === 0 ? null : { ...leaf, content }
  }
  const changed = text.slice(0, change.start) + change.words + text.slice(change.end)
  if (leaf.type === 'picture') return { ...leaf, attrs: { ...leaf.attrs, caption: spacedAsIs(changed) } }
  if (leaf.type === 'codeBlock')
    return changed.trim() === '' ? null : { ...leaf, content: [{ type: 'text', text: changed }] }
  return leaf
}

function withWords(content: Inline[], { start, end, words }: ChangeOfWords): Inline[] {
  const before: Inline[] = []
  const within: Inline[] = []
  const behind: Inline[] = []
  let place = 0
  for (const node of content) {
    const next = place + (node.type === 'text' ? node.text.length : node.type === 'hardBreak' ? 1 : 0)
    if (node.type === 'text') {
      const part = (from: number, to: number): Inline[] => {
        const text = node.text.slice(Math.max(0, from - place), Math.max(0, to - place))
        return text === '' ? [] : [{ ...node, text }]
      }
      before.push(...part(0, start))
      within.push(...part(start, end))
      behind.push(...part(end, next))
    } else (next <= start ? before : place >= end ? behind : within).push(node)
    place = next
  }
  const marks = within.some((node) => node.type === 'text') ? marksAt(within, 0) : marksOfBoth(before, behind)
  const middle: Inline[] = words === '' ? [] : [{ type: 'text', text: words, ...(marks.length > 0 ? { marks } : {}) }]
  return [...before, ...middle, ...within.filter((node) => node.type === 'footnoteReference'), ...behind]
}

function marksAt(content: Inline[], place: number): Mark[] {
  const node = content.filter((one) => one.type === 'text').at(place)
  return node?.marks ?? []
}

/** What stands between two words of one link is part of it; what stands after a link is not. */
function marksOfBoth(before: Inline[], behind: Inline[]): Mark[] {
  const other = marksAt(behind, 0).map((mark) => JSON.stringify(mark))
  return marksAt(before, -1).filter((mark) => other.includes(JSON.stringify(mark)))
}
