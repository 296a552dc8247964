import type { Element, ElementContent, Root } from 'hast'
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import type { ReactNode } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import type { Body } from '#lib/articles/body/document.ts'
import { toHast } from '#lib/articles/body/to-hast.ts'
import type { BodyPictures } from '#lib/articles/queries.ts'
import { ArticleEmbed } from './article-embed.tsx'
import { newsreaderItalic } from './fonts.ts'
import { Figure } from './picture.tsx'
import { withSidenotes } from './sidenotes.ts'

/** Something that stands between two blocks of a text: an advertisement, an invitation. */
export interface Insertion {
  /** After how many of the text's blocks. */
  after: number
  content: ReactNode
}

/** An article's text. Built from the stored document's closed set, element by element; no HTML string is ever inserted. */
export function ArticleBody({
  body,
  pictures,
  insertions = [],
  restrictedFrom,
}: {
  body: Body
  pictures: BodyPictures
  insertions?: Insertion[]
  /** The block with which the part begins that not everybody may read. */
  restrictedFrom?: number | undefined
}) {
  const bare = toHast(body)
  const first = restrictedFrom === undefined ? undefined : bare.children[restrictedFrom]
  const tree = withRestricted(withSidenotes(withPlaces(bare, insertions)), first)
  const text = toJsxRuntime(tree, {
    Fragment,
    jsx,
    jsxs,
    components: {
      figure(props: Record<string, unknown>) {
        const embedUrl = attribute(props, 'data-embed-url')
        if (embedUrl !== '') return <ArticleEmbed url={embedUrl} title={attribute(props, 'data-embed-title')} />
        const shown = pictures[attribute(props, 'data-picture-id')]
        if (!shown) return null
        const picture = { ...shown, alt: attribute(props, 'data-alt') || shown.alt }
        return (
          <Figure
            picture={picture}
            caption={attribute(props, 'data-caption') || shown.caption}
            credit={attribute(props, 'data-credit') || shown.credit}
            sizes="(min-width: 48rem) 40rem, 92vw"
          />
        )
      },
      div(props: Record<string, unknown>) {
        return insertions[Number(attribute(props, 'data-insertion'))]?.content ?? null
      },
    },
  })
  return <div className={`article-text ${newsreaderItalic.variable}`}>{text}</div>
}

function attribute(props: Record<string, unknown>, name: string): string {
  const value = props[name]
  return typeof value === 'string' ? value : ''
}

/**
 * Puts a name around the part that not everybody may read, from its first block on: search engines are told of it
 * (app/[edition]/article-metadata.ts), and whoever comes back from the gate is led to it.
 */
function withRestricted(tree: Root, first: Root['children'][number] | undefined): Root {
  let at = first === undefined ? -1 : tree.children.indexOf(first)
  if (at === -1) return tree
  // A note in the margin stands before the block it belongs to.
  const isSidenote = (node: Root['children'][number] | undefined) =>
    node?.type === 'element' && node.tagName === 'aside' && node.properties.role === 'note'
  while (isSidenote(tree.children[at - 1])) at -= 1
  const restricted: Element = {
    type: 'element',
    tagName: 'section',
    properties: { id: 'read-on', className: ['restricted'] },
    children: tree.children.slice(at).flatMap((node) => (node.type === 'doctype' ? [] : [node])),
  }
  return { type: 'root', children: [...tree.children.slice(0, at), restricted] }
}

/**
 * Marks where each insertion goes: after a paragraph, never between a heading and what it heads, and never at the very
 * end, where the page has places of its own.
 */
function withPlaces(tree: Root, insertions: Insertion[]): Root {
  const children = [...tree.children]
  const placed = insertions
    .map((insertion, index) => ({ at: placeAfter(children, insertion.after), index }))
    .toSorted((one, other) => other.at - one.at)
  for (const { at, index } of placed) {
    if (at === 0) continue
    const place: Element = {
      type: 'element',
      tagName: 'div',
      properties: { dataInsertion: String(index) },
      children: [],
    }
    children.splice(at, 0, place)
  }
  return { type: 'root', children }
}

function placeAfter(children: readonly (ElementContent | Root['children'][number])[], wanted: number): number {
  for (let at = wanted; at < children.length - 1; at += 1) {
    const before = children[at - 1]
    const next = children[at]
    const afterParagraph = before?.type === 'element' && before.tagName === 'p'
    const beforeParagraph = next?.type === 'element' && next.tagName === 'p'
    if (afterParagraph && beforeParagraph) return at
  }
  return 0
}
