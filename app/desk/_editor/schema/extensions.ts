import { Node, type Extensions } from '@tiptap/core'
import { ListItem } from '@tiptap/extension-list'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import { StarterKit } from '@tiptap/starter-kit'
import { Link, PlainCode, Subscript, Superscript } from './marks.ts'
import { Embed, Footnote, FootnoteReference, Footnotes, Picture, PullQuote } from './nodes.ts'

const Text = Node.create({
  name: 'doc',
  topNode: true,
  content: 'block+ footnotes?',
  /** Part of the document while it is edited, so that undoing a change also puts back where the preview ended. */
  addAttributes: () => ({ previewBlocks: { default: 0, rendered: false } }),
})

/** Every node and mark that a body may have, and no other (lib/articles/body/document.ts). */
export const bodyNodes: Extensions = [
  Text,
  StarterKit.configure({
    document: false,
    heading: { levels: [2, 3, 4] },
    code: false,
    link: false,
    listItem: false,
    underline: false,
    dropcursor: { color: 'var(--accent)', width: 2 },
    // Where something stands last that cannot be typed in, there is a line after it; `bodyOf` leaves an empty one out.
    trailingNode: { node: 'paragraph', notAfter: ['paragraph', 'heading', 'footnotes'] },
  }),
  ListItem.extend({ content: 'block+' }),
  PlainCode,
  Superscript,
  Subscript,
  Link,
  PullQuote,
  Picture,
  Embed,
  Table.extend({ renderHTML: () => ['table', ['tbody', 0]] }),
  TableRow,
  TableHeader,
  TableCell,
  FootnoteReference,
  Footnotes,
  Footnote,
]
