import type { Root, Text } from 'hast'
import { withoutAsides } from './clipboard/asides.ts'
import { withNotes } from './clipboard/notes.ts'
import { withMeaning } from './clipboard/styles.ts'
import { withWordLists } from './clipboard/word-lists.ts'
import type { Body, Inline } from './document.ts'
import { fromHast, parseHtml, unlessTooDeep } from './from-hast.ts'
import { meantHref } from './href.ts'
import { mapBody, mapInlines, placePictures } from './rebuild.ts'
import { Tally, type LeftOut } from './sanitise.ts'
import { mapElements } from './clipboard/tree.ts'

/**
 * Reads what was copied in another program (Word, Word in a browser, Google Docs, LibreOffice, a page of the web) as a
 * body: what the program says by styles of its own is said by elements first, then everything goes through the same
 * allow-list as an import.
 * @param ownOrigin the magazine's own, e.g. https://magazine.example: links to it become paths
 * @returns the body, without pictures, and what was left out
 * @throws Refusal (invalid) for HTML nested some thousand levels deep
 */
export function fromClipboard(html: string, ownOrigin: string): Copied {
  return unlessTooDeep(() => readCopied(html, ownOrigin))
}

interface Copied {
  body: Body
  leftOut: LeftOut[]
}

function readCopied(html: string, ownOrigin: string): Copied {
  const tally = new Tally()
  const tree = withMeaning(withNotes(withWordLists(withoutAsides(parseHtml(html), tally))))
  const read = fromHast(withTidyText(withMeantLinks(tree)), { ownOrigin })
  for (const { what, count } of read.leftOut) if (!unseen.has(what)) tally.add(asPicture(what), count)
  const body = placePictures(read.body, () => null)
  if (read.pictures.length > 0) tally.add('picture', read.pictures.length)
  return { body: mapBody(body, (blocks) => mapInlines(blocks, trimmed)), leftOut: tally.list() }
}

/** What a program writes for other programs; nobody who copied a text saw it. */
const unseen = new Set(['style', 'meta', 'link', 'title', 'head', 'base', 'template', 'link that leads nowhere'])

function asPicture(what: string): string {
  return what.startsWith('picture by ') ? 'picture' : what
}

function withMeantLinks(tree: Root): Root {
  return mapElements(tree, (element) => {
    const { href } = element.properties
    return typeof href === 'string'
      ? [{ ...element, properties: { ...element.properties, href: meantHref(href) } }]
      : [element]
  })
}

/** Programs hold words apart by rows of spaces that do not break; one by itself is meant. */
function withTidyText(tree: Root): Root {
  return mapElements(tree, (element) =>
    element.tagName === 'pre'
      ? [element]
      : [{ ...element, children: element.children.map((child) => (child.type === 'text' ? tidied(child) : child)) }],
  )
}

function tidied(text: Text): Text {
  return { ...text, value: text.value.replace(/[\u200b\ufeff]/g, '').replace(/[\s\u00a0]{2,}/g, ' ') }
}

/** Without the white space, of whatever kind, at its two ends. */
function trimmed(content: Inline[]): Inline[] {
  return content.flatMap((node, place): Inline[] => {
    if (node.type !== 'text') return [node]
    let { text } = node
    if (place === 0) text = text.trimStart()
    if (place === content.length - 1) text = text.trimEnd()
    return text === '' ? [] : [{ ...node, text }]
  })
}
